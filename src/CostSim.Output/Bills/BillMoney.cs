using System.Globalization;
using CostSim.Studies;

namespace CostSim.Output.Bills;

/// <summary>
/// Amounts of a report that are to add up as they are printed: all have the same decimals, and what rounding leaves goes to the residual.
/// </summary>
internal sealed class BillMoney
{
    private readonly int _decimals;

    public BillMoney(Reconciliation reconciled)
    {
        var largest = (double)Int128.Max(reconciled.ActualPicoUsd, reconciled.Forecast.MeanPicoUsd) * 1e-12;
        _decimals = largest > 0 ? Math.Clamp(3 - (int)Math.Floor(Math.Log10(largest)), 2, 12) : 2;
    }

    /// <summary>Whole picodollars as USD.</summary>
    public static decimal Usd(Int128 picoUsd) => (decimal)picoUsd * 1e-12m;

    /// <summary>The same as a number of a table or a plot.</summary>
    public static double Number(Int128 picoUsd) => (double)Usd(picoUsd);

    public string Amount(Int128 picoUsd) => Sized(Rounded(picoUsd), "", "−");

    /// <summary>Whether an amount is printed as nothing.</summary>
    public bool IsNothing(Int128 picoUsd) => Rounded(picoUsd) == 0;

    public string Change(Int128 picoUsd) => Change(Rounded(picoUsd));

    /// <summary>The bill minus the forecast, as the two are printed.</summary>
    public string Difference(Int128 actual, Int128 mean) => Change(Rounded(actual) - Rounded(mean));

    /// <summary>The residual, with what the rounding of the other parts leaves.</summary>
    public string Residual(BillDifference difference, Int128 actual, Int128 mean) => Change(
        Rounded(actual) - Rounded(mean)
        - Enum.GetValues<BillCause>().Where(cause => cause != BillCause.Residual).Sum(cause => Rounded(difference[cause])));

    private string Change(decimal usd) => usd == 0 ? "$0" : Sized(usd, "+", "−");

    private string Sized(decimal usd, string plus, string minus) =>
        $"{(usd < 0 ? minus : plus)}${Math.Abs(usd).ToString($"N{_decimals}", CultureInfo.InvariantCulture)}";

    private decimal Rounded(Int128 picoUsd) => Math.Round(Usd(picoUsd), _decimals, MidpointRounding.ToEven);
}
