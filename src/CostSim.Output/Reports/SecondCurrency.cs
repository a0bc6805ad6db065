using System.Globalization;
using CostSim.Numerics.Statistics;
using CostSim.Output.Summaries;
using CostSim.Scenarios;

namespace CostSim.Output.Reports;

/// <summary>The columns of a second currency beside USD: nothing where the scenario has none.</summary>
internal sealed class SecondCurrency(Currency? currency)
{
    /// <summary>The column's heading: the code, and what follows it.</summary>
    /// <param name="heading">Turns the code into a heading.</param>
    public IEnumerable<ReportColumn> Column(Func<string, string> heading) => currency is null ? [] : [new ReportColumn(heading(currency.Code))];

    public IEnumerable<string> Cell(Percentile? usd) => currency is null ? [] : [Figures.Amount(usd, currency.PerUsd)];

    /// <param name="usd">A value in USD.</param>
    /// <param name="uncertainty">Half the width of its interval, in USD.</param>
    public IEnumerable<string> Cell(double usd, double uncertainty) =>
        currency is null ? [] : [Figures.Amount(usd * currency.PerUsd, uncertainty * currency.PerUsd)];

    /// <param name="usd">A computed value in USD, infinite where there is no limit.</param>
    public IEnumerable<string> ExactCell(double usd) => currency is null ? [] : [Figures.ExactAmount(usd * currency.PerUsd)];

    /// <summary>The rate and its day: never a converted number without them.</summary>
    public IEnumerable<ReportLine> Rate() => currency is null ? [] :
    [
        new ReportLine(string.Create(
            CultureInfo.InvariantCulture, $"{currency.Code} at {currency.PerUsd} for one USD, the rate of {currency.On:yyyy-MM-dd}. Budgets and limits are in USD.")),
    ];
}
