namespace CostSim.Studies;

/// <summary>
/// The difference of a phase's bill from its mean forecast, in whole picodollars by cause; the parts add up to it exactly.
/// </summary>
/// <remarks>docs/bill.md has the formula of each part.</remarks>
public sealed class BillDifference
{
    private static readonly BillCause[] Causes = Enum.GetValues<BillCause>();

    private readonly Int128[] _picoUsd = new Int128[Causes.Length];

    private BillDifference(Int128 picoUsd) => PicoUsd = picoUsd;

    /// <summary>The bill minus the mean of the forecast.</summary>
    public Int128 PicoUsd { get; }

    public Int128 this[BillCause cause]
    {
        get => _picoUsd[(int)cause];
        private set => _picoUsd[(int)cause] = value;
    }

    /// <summary>Parts with an effect, the greatest first, without the residual.</summary>
    public IEnumerable<BillCause> Ranked =>
        Causes.Where(cause => cause != BillCause.Residual && this[cause] != 0).OrderByDescending(cause => Int128.Abs(this[cause]));

    /// <summary>All phases together; what a mean of the run is more than the sum of its phases is residual.</summary>
    internal static BillDifference Of(Int128 picoUsd, IEnumerable<BillDifference> phases)
    {
        var sum = new BillDifference(picoUsd);
        foreach (var phase in phases)
        {
            foreach (var cause in Causes)
                sum[cause] += phase[cause];
        }

        sum.Close();
        return sum;
    }

    /// <summary>An allowance, which no request has.</summary>
    internal static BillDifference OfAllowance(ForecastPhase planned) =>
        new(-planned.MeanPicoUsd) { [BillCause.Allowances] = -planned.MeanPicoUsd };

    /// <summary>A phase that calls.</summary>
    internal static BillDifference Of(ForecastPhase planned, PhaseBill bill)
    {
        var (all, first) = (bill.All, planned.First);
        var difference = new BillDifference(all.PicoUsd - planned.MeanPicoUsd)
        {
            [BillCause.Price] = all.PriceDifference,
            [BillCause.Duplicates] = bill.Duplicates.PlannedPicoUsd,
            [BillCause.Retries] = bill.Retries.PlannedPicoUsd - (planned.MeanPicoUsd - Pico(first.Usd)),
        };
        var (calls, tokens) = (bill.First.Calls, bill.First.Tokens);
        if (first.Calls == 0 || calls == 0)
        {
            // Without calls on either side there is nothing to divide by.
            difference[BillCause.Volume] = bill.First.PlannedPicoUsd - Pico(first.Usd);
        }
        else
        {
            var rates = Rates.Of(planned, bill);
            var (scale, visible) = (calls / first.Calls, first.VisibleTokens);
            var reasoning = first.OutputTokens - visible;
            var hasReasoning = TellsReasoning(bill);
            difference[BillCause.Volume] = Pico((calls - first.Calls) * first.Usd / first.Calls);
            difference[BillCause.InputTokens] = Pico((tokens.Input - scale * first.InputTokens) * rates.Input);
            difference[BillCause.VisibleOutput] =
                Pico(((hasReasoning ? tokens.VisibleOutput : tokens.Output) - scale * visible) * rates.Output);
            difference[BillCause.Reasoning] = hasReasoning ? Pico((tokens.Reasoning - scale * reasoning) * rates.Output) : 0;
            difference[BillCause.Cache] =
                bill.First.PlannedInput - bill.First.PlannedUncached - Pico(tokens.Input * (rates.Input - rates.Uncached));
            difference[BillCause.Fees] = bill.First.Fees - Pico(calls * rates.Fee);
        }

        difference.Close();
        return difference;
    }

    /// <summary>Whether the scenario tells reasoning from visible output.</summary>
    internal static bool TellsReasoning(PhaseBill bill) => bill.Phase.Call!.Output is not Scenarios.BilledOutput;

    private void Close() =>
        this[BillCause.Residual] = PicoUsd - Causes.Where(cause => cause != BillCause.Residual).Aggregate(
            Int128.Zero, (sum, cause) => sum + this[cause]);

    private static Int128 Pico(double usd) => (Int128)Math.Round(usd * 1e12);

    /// <summary>Mean planned USD of a token, and of the fees of a call.</summary>
    private readonly record struct Rates(double Input, double Uncached, double Output, double Fee)
    {
        /// <summary>Where nothing is planned, the price of the scenario's model.</summary>
        public static Rates Of(ForecastPhase planned, PhaseBill bill)
        {
            var (input, output, fees) = (planned.Means.Input, planned.Means.Output, planned.Means.Fees);
            var price = bill.Phase.Call!.Model.Price;
            return new Rates(
                Ratio(input.Usd, input.Tokens, price.InputPicoUsd), Ratio(input.UncachedUsd, input.Tokens, price.InputPicoUsd),
                Ratio(output.Usd, output.Tokens, price.OutputPicoUsd ?? 0), Ratio(fees.Usd, fees.Tokens, 0));
        }

        private static double Ratio(double usd, double tokens, long picoUsd) => tokens > 0 ? usd / tokens : picoUsd * 1e-12;
    }
}
