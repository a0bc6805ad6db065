namespace CostSim.Drawing.Tests;

/// <summary>A small scene with one of everything, some of it beyond the edges.</summary>
internal static class SampleScene
{
    public static Scene Make()
    {
        var scene = new Scene(120, 80) { Background = Color.FromHex("#f7f9fb"), Title = "Sample", Description = "One of everything." };
        scene.Rectangle(-10.5, 10.25, 60, 20, new Ink(Color.FromHex("#2563eb"), "--accent").WithOpacity(0.4));
        scene.Line(60.5, -20, 60.5, 200, Color.Black, 1, 3, 2);
        scene.Polyline([new(-30, 70), new(40.125, 20), new(80, 60), new(150, 5)], Color.FromHex("#dc2626"), 2.5);
        scene.Polyline([new(90, 50), new(110, 50), new(110, 70), new(90, 70), new(90, 50)], Color.Black, 2, LineEnds.Butt);
        scene.Text("Cost −1.5 %", 5, 60, 12, Color.Black);
        scene.Group("label", "hover").Text("USD", 20, 70, 11, Color.Black, FontWeight.SemiBold, TextAnchor.Middle, upward: true);
        return scene;
    }
}
