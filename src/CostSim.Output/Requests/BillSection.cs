using CostSim.Output.Reports;
using CostSim.Output.Summaries;
using CostSim.Requests;
using CostSim.Scenarios;

namespace CostSim.Output.Requests;

/// <summary>The section on what requests will cost: input, and the band up to all output that is allowed.</summary>
internal static class BillSection
{
    public static Section Of(RequestSummary summary, PriceSheet prices, GroupLabels labels)
    {
        var bills = summary.Groups.Select(group => (Group: group, Bills: InputBill.Of(group, prices))).ToList();
        var rows = bills.SelectMany(one => one.Bills.Select(
            bill => Row(labels[one.Group], bill.Price.Tier, [bill], one.Group.IsUnlimited))).ToList();
        var known = bills.Where(one => one.Bills.Count > 0).ToList();
        if (known.Count > 1)
            rows.AddRange(known[0].Bills.Select(bill => bill.Price.Tier)
                .Where(tier => known.TrueForAll(one => one.Bills.Any(bill => bill.Price.Tier == tier)))
                .Select(tier => Row(
                    "All with a price", tier, [.. known.SelectMany(one => one.Bills.Where(bill => bill.Price.Tier == tier))],
                    known.Exists(one => one.Group.IsUnlimited)) with
                { Weight = RowWeight.Strong }));
        return new Section(
            "What it will cost",
            rows.Count == 0 ? null : new ReportTable(
                [
                    new("Model", IsNumber: false), new("Tier", IsNumber: false), new("Input"), new("No output") { Brief = "At least" },
                    new("All caps reached") { Brief = "At most" },
                ], rows),
            [
                .. bills.Where(one => one.Bills.Count == 0).Select(one => new ReportLine(
                    one.Group.Model is null
                        ? $"{labels[one.Group]}: the requests name no model; --model NAME says which, and so the price."
                        : $"{labels[one.Group]}: this model has no price in the catalogue; 'costsim prices list' has those that do.",
                    LineTone.Caution)),
                .. known.SelectMany(one => one.Bills).Select(bill => bill.Price).Distinct()
                    .Where(price => PriceAge.IsOld(price.AgeOn(prices.Day))).Select(price => new ReportLine(
                        $"{price.Model}, {price.Tier.Name}: last checked {price.AgeOn(prices.Day)} days before; after "
                            + $"{PriceAge.DaysMax} days compare a price with the provider's page.", LineTone.Caution)),
                .. known.Count == 0 ? [] : new[] { new ReportLine("Without discounts for cached input.") },
            ]);
    }

    private static ReportRow Row(string label, Tier tier, IReadOnlyList<InputBill> bills, bool isUnlimited) => new(
    [
        label, tier.Name, Usd(bills.Sum(bill => bill.InputUsd)), Usd(bills.Sum(bill => bill.LowUsd)),
        isUnlimited ? new Money(double.PositiveInfinity)
            : bills.Any(bill => bill.HighUsd is null) ? Figures.None
            : Usd(bills.Sum(bill => bill.HighUsd!.Value)),
    ]);

    private static Money Usd(decimal usd) => new((double)usd);
}
