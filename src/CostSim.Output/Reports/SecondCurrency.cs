using System.Globalization;
using CostSim.Numerics.Statistics;
using CostSim.Output.Summaries;
using CostSim.Scenarios;

namespace CostSim.Output.Reports;

/// <summary>The columns of a second currency next to USD; empty if the scenario has none.</summary>
internal sealed class SecondCurrency(Currency? currency)
{
    /// <summary>The column's heading, made from the currency code.</summary>
    /// <param name="heading">Turns the code into a heading.</param>
    public IEnumerable<ReportColumn> Column(Func<string, string> heading) =>
        currency is null ? [] : [new ReportColumn(heading(currency.Code)) { Rank = 1 }];

    /// <param name="usd">A percentile in USD.</param>
    public IEnumerable<Cell> Cell(Percentile? usd) => Cell(Money.Of(usd));

    /// <param name="usd">An amount in USD, or null where there is none.</param>
    public IEnumerable<Cell> Cell(Money? usd) =>
        currency is null ? []
            : [usd is { } known ? new Money(known.Amount * currency.PerUsd, known.Uncertainty * currency.PerUsd) { Sign = "" }
                : new Cell(Figures.None)];

    /// <summary>The rate and its day, shown with every converted table.</summary>
    public IEnumerable<ReportLine> Rate() => currency is null ? [] :
    [
        new ReportLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{currency.Code} at {currency.PerUsd} for one USD, rate of {currency.On:yyyy-MM-dd}. Budgets and limits are in USD.")),
    ];
}
