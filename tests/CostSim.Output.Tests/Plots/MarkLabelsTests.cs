using CostSim.Output.Plots;

namespace CostSim.Output.Tests.Plots;

public class MarkLabelsTests
{
    private const double Left = 76;
    private const double Right = 924;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Wherever_lines_stand_no_label_touches_a_label_or_a_line_and_all_that_can_be_are_shown(int count)
    {
        var random = new Random(count);
        for (var i = 0; i < (count < 4 ? 2000 : 200); i++)
        {
            var marks = Marks(random, count);
            var places = MarkLabels.Arrange(marks, Left, Right);

            RequireApart(marks, places);
            Assert.Equal(MostShown(marks), places.Count(place => place.IsShown));
        }
    }

    [Fact]
    public void Three_labels_of_usual_width_always_find_a_place()
    {
        var random = new Random(9);
        for (var i = 0; i < 5000; i++)
        {
            (double, double)[] marks = [(At(random), 80), (At(random), 80), (At(random), 240)];
            Assert.All(MarkLabels.Arrange(marks, Left, Right), place => Assert.True(place.IsShown));
        }
    }

    [Fact]
    public void Lines_on_one_spot_have_labels_that_do_not_touch()
    {
        (double Line, double Width)[] marks = [(500.5, 90), (500.5, 90), (500.5, 200)];
        var places = MarkLabels.Arrange(marks, Left, Right);

        RequireApart(marks, places);
        Assert.All(places, place => Assert.True(place.IsShown));
    }

    [Fact]
    public void Labels_far_apart_stand_over_their_lines_in_one_row()
    {
        var places = MarkLabels.Arrange([(200, 80), (500, 80), (800, 80)], Left, Right);

        Assert.Equal([(0, 160), (0, 460), (0, 760)], places.Select(place => (place.Row, place.Left)));
    }

    [Fact]
    public void A_label_that_finds_no_place_is_left_out_and_the_last_first()
    {
        var places = MarkLabels.Arrange([.. Enumerable.Repeat((500.0, 840.0), 5)], Left, Right);

        Assert.Equal([true, false, false, false, false], places.Select(place => place.IsShown));
    }

    [Fact]
    public void Many_marks_are_arranged_too()
    {
        var random = new Random(5);
        for (var i = 0; i < 10; i++)
        {
            var marks = Marks(random, 40);
            RequireApart(marks, MarkLabels.Arrange(marks, Left, Right));
        }
    }

    [Fact]
    public void No_marks_need_no_places() => Assert.Empty(MarkLabels.Arrange([], Left, Right));

    [Fact]
    public void A_label_wider_than_the_plot_is_left_out() => Assert.False(MarkLabels.Arrange([(500, 2000)], Left, Right).Single().IsShown);

    private static double At(Random random) => random.Next(3) switch
    {
        0 => Left + 30 * random.NextDouble(),
        1 => Right - 30 * random.NextDouble(),
        _ => Left + (Right - Left) * random.NextDouble(),
    };

    /// <summary>Lines anywhere, some at the edges and some on top of another, with labels narrow to very wide.</summary>
    private static (double Line, double Width)[] Marks(Random random, int count)
    {
        var marks = new (double Line, double Width)[count];
        for (var i = 0; i < count; i++)
        {
            var line = i > 0 && random.Next(3) == 0 ? marks[i - 1].Line + random.Next(-3, 4) * 3 : At(random);
            marks[i] = (Math.Clamp(line, Left, Right), 20 + 400 * random.NextDouble());
        }

        return marks;
    }

    private static void RequireApart((double Line, double Width)[] marks, IReadOnlyList<LabelPlace> places)
    {
        Assert.Equal(marks.Length, places.Count);
        for (var i = 0; i < places.Count; i++)
        {
            var place = places[i];
            Assert.Equal(marks[i].Line, place.Line);
            if (!place.IsShown)
                continue;
            Assert.Equal(marks[i].Width, place.Width);
            Assert.InRange(place.Row, 0, MarkLabels.RowsMax - 1);
            Assert.True(place.Left >= Left && place.Right <= Right + 1e-9, $"{place} is outside");
            // Near its line: over it, or with an end at it.
            Assert.True(place.Left <= place.Line + 6 && place.Right >= place.Line - 6, $"{place} is far from its line");
            for (var j = 0; j < places.Count; j++)
            {
                var other = places[j];
                if (j == i)
                    continue;
                Assert.False(other.IsShown && other.Row == place.Row && other.Left < place.Right && place.Left < other.Right,
                    $"{place} touches {other}");
                Assert.False(other.IsShown && other.Row >= place.Row && other.Line > place.Left && other.Line < place.Right,
                    $"a line of {other} crosses {place}");
            }
        }
    }

    /// <summary>
    /// How many labels can be shown at most, by trying every choice of row and side, in another way than the code under test.
    /// </summary>
    private static int MostShown((double Line, double Width)[] marks)
    {
        const int Sides = 3;
        var choices = MarkLabels.RowsMax * Sides + 1;
        var best = 0;
        var all = (int)Math.Pow(choices, marks.Length);
        for (var code = 0; code < all && best < marks.Length; code++)
        {
            var labels = new List<(int Row, double From, double To, double Line)>();
            var rest = code;
            foreach (var (line, width) in marks)
            {
                var choice = rest % choices;
                rest /= choices;
                if (choice == choices - 1)
                    continue;
                var from = (choice % Sides) switch { 0 => line - width / 2, 1 => line - width - 5, _ => line + 5 };
                from = Math.Min(Math.Max(from, Left), Right - width);
                labels.Add((choice / Sides, from, from + width, line));
            }

            if (labels.Count > best && IsFree(labels))
                best = labels.Count;
        }

        return best;
    }

    /// <summary>With the distances that are asked for: 14 px between labels of a row, 2 px to another's line.</summary>
    private static bool IsFree(List<(int Row, double From, double To, double Line)> labels)
    {
        for (var i = 0; i < labels.Count; i++)
        {
            for (var j = 0; j < labels.Count; j++)
            {
                if (i == j)
                    continue;
                var (a, b) = (labels[i], labels[j]);
                if (a.Row == b.Row && a.From - b.To < 14 && b.From - a.To < 14)
                    return false;
                if (b.Row >= a.Row && b.Line > a.From - 2 && b.Line < a.To + 2)
                    return false;
            }
        }

        return true;
    }
}
