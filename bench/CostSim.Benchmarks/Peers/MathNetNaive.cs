using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace CostSim.Benchmarks.Peers;

/// <summary>
/// The law of <c>scenarios/50atoms.json</c>, one call after the other, every draw by a sampler of MathNet with its fast generator. It
/// shares no code with the engine, so that it also says whether the engine's law is right.
/// </summary>
internal sealed class MathNetNaive(int seed)
{
    private const double ItemShare = 0.02;
    private const double CallShare = 0.05;
    private const double InputUsd = 0.625e-6;
    private const double OutputUsd = 5e-6;

    private readonly Xoshiro256StarStar _random = new(seed, threadSafe: false);

    /// <summary>Draws made so far; a binomial count of n is n of them, as MathNet makes it.</summary>
    public long Draws { get; set; }

    /// <summary>The cost of a run of so many items, in USD.</summary>
    public double Trial(int items)
    {
        var factors = new Factors(this);
        var xsdRate = Uniform(0, 0.20);
        var reviewRate = Uniform(0, 0.30);
        var cost = 0.0;
        for (var item = 0; item < items; item++)
        {
            factors.DrawItem();
            cost += Item(factors, xsdRate, reviewRate);
        }

        var extra = Uniform(0, 1) < 0.05 ? Uniform(0, 144_600) : 0;
        return cost + extra * items * OutputUsd;
    }

    /// <summary>Time of one uniform draw.</summary>
    public double NanosecondsPerDraw()
    {
        var sum = 0.0;
        double Sample() => ProcessorTime.Of(() => sum += ContinuousUniform.Sample(_random, 0.98, 1.02), 200_000) / 200_000 * 1e9;
        var median = Regression.Interleaved.Median(Enumerable.Range(0, 20).Select(_ => Sample()));
        return double.IsFinite(sum) ? median : 0;
    }

    private double Item(Factors f, double xsdRate, double reviewRate)
    {
        var cost = Calls(1, f.P1Input, f.P1Visible, f.Low) + Calls(1, f.P2Input, f.P2Visible, f.Medium);
        cost += Calls(62, f.P4Input, f.P4Visible, f.Medium);
        cost += Calls(Math.Min(Successes(xsdRate, 62), 12), f.P4Input, f.P4Visible, f.Medium, extraInput: 500);
        var survivors = (int)Math.Round(62 * f.Survival);
        cost += Calls(survivors, f.P6Input, f.P6Visible, f.Medium) + Calls(survivors, f.P7Input, f.P7Visible, f.Low);
        cost += Reviews(survivors, f);
        var corrected = survivors;
        var left = 23;
        for (var round = 0; round < 2 && left > 0; round++)
        {
            corrected = Math.Min(Successes(reviewRate, corrected), left);
            left -= corrected;
            cost += Calls(corrected, f.FixInput, f.FixVisible, f.Low) + Reviews(corrected, f);
        }

        return cost + Calls((int)Math.Round(0.94 * survivors), f.P9Input, f.P9Visible, f.Medium);
    }

    private static double Calls(int calls, Split input, Split visible, Split overhead, double extraInput = 0)
    {
        double inputTokens = 0, outputTokens = 0;
        for (var call = 0; call < calls; call++)
        {
            inputTokens += input.Call() + extraInput;
            outputTokens += visible.Call() * overhead.Call();
        }

        return inputTokens * InputUsd + outputTokens * OutputUsd;
    }

    private static double Reviews(int calls, Factors f)
    {
        var inputTokens = 0.0;
        for (var call = 0; call < calls; call++)
            inputTokens += f.P8Input.Call();
        return inputTokens * InputUsd + calls * 300 * OutputUsd;
    }

    private int Successes(double rate, int calls)
    {
        Draws += calls;
        return Binomial.Sample(_random, rate, calls);
    }

    private double Uniform(double min, double max)
    {
        Draws++;
        return ContinuousUniform.Sample(_random, min, max);
    }

    /// <summary>A quantity between two ends, split over run, items and calls in shares of its log-width.</summary>
    private sealed class Split
    {
        private readonly MathNetNaive _law;
        private readonly (double Low, double High) _itemEnds;
        private readonly (double Low, double High) _callEnds;
        private readonly double _run;
        private double _item;

        public Split(
            MathNetNaive law, double min, double max, double? mode = null, double itemShare = ItemShare, double callShare = CallShare)
        {
            _law = law;
            var width = Math.Log(max / min);
            _itemEnds = (Math.Exp(-itemShare * width / 2), Math.Exp(itemShare * width / 2));
            _callEnds = (Math.Exp(-callShare * width / 2), Math.Exp(callShare * width / 2));
            var (low, high) = (min * _itemEnds.High * _callEnds.High, max * _itemEnds.Low * _callEnds.Low);
            _run = mode is { } peak ? low + (high - low) * Beta((peak - low) / (high - low)) : law.Uniform(low, high);
        }

        public void DrawItem() => _item = _run * _law.Uniform(_itemEnds.Low, _itemEnds.High);

        /// <summary>The item's value, where calls do not differ.</summary>
        public double Item => _item;

        public double Call() => _item * _law.Uniform(_callEnds.Low, _callEnds.High);

        /// <summary>PERT with λ = 1.</summary>
        private double Beta(double place)
        {
            _law.Draws++;
            return MathNet.Numerics.Distributions.Beta.Sample(_law._random, 1 + place, 2 - place);
        }
    }

    /// <summary>The factors of a run.</summary>
    private sealed class Factors(MathNetNaive law)
    {
        private readonly Split _survival = new(law, 0.85, 0.95, itemShare: 0.10, callShare: 0);

        public double Survival => _survival.Item;

        public Split Low { get; } = new(law, 1.3, 2.0);

        public Split Medium { get; } = new(law, 2, 4, mode: 2.8);

        public Split P1Input { get; } = new(law, 2000, 4500);

        public Split P1Visible { get; } = new(law, 770, 2000);

        public Split P2Input { get; } = new(law, 2000, 4000);

        public Split P2Visible { get; } = new(law, 1500, 3500);

        public Split P4Input { get; } = new(law, 2000, 4500);

        public Split P4Visible { get; } = new(law, 800, 1800);

        public Split P6Input { get; } = new(law, 1500, 2500);

        public Split P6Visible { get; } = new(law, 300, 600);

        public Split P7Input { get; } = new(law, 2000, 3000);

        public Split P7Visible { get; } = new(law, 1000, 2000);

        public Split P8Input { get; } = new(law, 1500, 2500);

        public Split FixInput { get; } = new(law, 3500, 6120);

        public Split FixVisible { get; } = new(law, 400, 700);

        public Split P9Input { get; } = new(law, 1500, 2500);

        public Split P9Visible { get; } = new(law, 300, 600);

        public void DrawItem()
        {
            Split[] all =
            [
                _survival, Low, Medium, P1Input, P1Visible, P2Input, P2Visible, P4Input, P4Visible, P6Input, P6Visible, P7Input, P7Visible,
                P8Input,
                FixInput, FixVisible, P9Input, P9Visible,
            ];
            foreach (var split in all)
                split.DrawItem();
        }
    }
}
