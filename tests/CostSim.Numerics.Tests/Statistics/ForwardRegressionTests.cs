using CostSim.Numerics.Statistics;

namespace CostSim.Numerics.Tests.Statistics;

public class ForwardRegressionTests
{
    private const int Count = 5000;

    /// <summary>Three columns: the second one is correlated with the first, the third one with nothing.</summary>
    private static readonly double[][] Columns = Drawn();

    /// <summary>Without noise least squares are the coefficients themselves, however the predictors are correlated.</summary>
    [Fact]
    public void Slopes_of_a_linear_response_are_its_coefficients()
    {
        double[] response = [.. Enumerable.Range(0, Count).Select(i => 7 + 2 * Columns[0][i] - 3 * Columns[1][i])];
        var slopes = new ForwardRegression(Columns).Fit(response, 0.01, 3).ToDictionary(one => one.Predictor, one => one.Slope);

        Assert.Equal([0, 1], slopes.Keys.Order());
        Assert.Equal(2, slopes[0], 1e-9);
        Assert.Equal(-3, slopes[1], 1e-9);
    }

    /// <summary>One predictor alone has the slope cov(x, y) / var(x).</summary>
    [Fact]
    public void The_one_that_tells_most_comes_first()
    {
        double[] response = [.. Enumerable.Range(0, Count).Select(i => Columns[0][i] + 4 * Columns[2][i])];
        var (predictor, slope) = Assert.Single(new ForwardRegression(Columns).Fit(response, 0.01, 1));

        var (x, y) = (Columns[2].Average(), response.Average());
        Assert.Equal(2, predictor);
        Assert.Equal(
            Enumerable.Range(0, Count).Sum(i => (Columns[2][i] - x) * (response[i] - y)) / Columns[2].Sum(each => (each - x) * (each - x)),
            slope, 1e-9);
    }

    /// <summary>Of 5,000 values pure noise explains a ten-thousandth or so.</summary>
    [Fact]
    public void What_tells_too_little_is_left_out()
    {
        var random = new System.Random(8);
        double[] response = [.. Columns[0].Select(_ => random.NextDouble())];

        Assert.Empty(new ForwardRegression(Columns).Fit(response, 0.01, 3));
        Assert.NotEmpty(new ForwardRegression(Columns).Fit(response, 1e-9, 3));
    }

    /// <summary>Neither a constant nor a copy has anything to add.</summary>
    [Fact]
    public void Constants_and_copies_are_left_out()
    {
        double[] constant = [.. Enumerable.Repeat(3.0, Count)];
        double[] response = [.. Columns[0].Zip(Columns[2], (a, b) => a + b)];
        var slopes = new ForwardRegression([constant, Columns[0], Columns[0], Columns[2]]).Fit(response, 0.01, 4);

        Assert.Equal(2, slopes.Count);
        Assert.All(slopes, one => Assert.Equal(1, one.Slope, 1e-9));
        Assert.Empty(new ForwardRegression(Columns).Fit(constant, 0.01, 3));
    }

    [Fact]
    public void Values_that_are_no_number_do_not_count()
    {
        double[] response = [.. Columns[0].Select((x, i) => i % 10 == 0 ? double.NaN : 5 * x)];
        double[] holes = [.. Columns[0].Select((x, i) => i % 10 == 0 ? double.NaN : x)];
        var (_, slope) = Assert.Single(new ForwardRegression([holes]).Fit(response, 0.01, 1));

        Assert.Equal(5, slope, 1e-9);
    }

    private static double[][] Drawn()
    {
        var random = new System.Random(5);
        double[] first = [.. Enumerable.Range(0, Count).Select(_ => random.NextDouble())];
        return [first, [.. first.Select(x => x + 0.5 * random.NextDouble())], [.. first.Select(_ => random.NextDouble())]];
    }
}
