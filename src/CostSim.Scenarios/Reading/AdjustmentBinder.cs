using System.Globalization;
using CostSim.Scenarios.Language;
using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading;

/// <summary>Reads the factors on prices that a region or a contract brings along (<c>priceAdjustments</c>).</summary>
internal sealed class AdjustmentBinder(Findings findings, Scalars scalars, PriceCatalogue catalogue)
{
    /// <summary>Those of a day, in the order of the text; what holds on other days is noted.</summary>
    public IReadOnlyList<PriceAdjustment> Bind(KeyedNode scenario, DateOnly day)
    {
        var adjustments = new List<PriceAdjustment>();
        var entries = scalars.List(scenario.Find("priceAdjustments"), "priceAdjustments");
        for (var i = 0; i < entries.Count; i++)
        {
            if (KeyedNode.Open(entries[i], $"priceAdjustments.{i}", Place.PriceAdjustment, findings) is not { } entry
                || Bind(entry) is not { } adjustment)
                continue;
            if (adjustment.HoldsOn(day))
                adjustments.Add(adjustment);
            else
                findings.Note(entry.Node.Spot, entry.Path, string.Create(
                    CultureInfo.InvariantCulture, $"{Shorten.Quoted(adjustment.Name)} does not hold on {day:yyyy-MM-dd}: no price has it"));
        }

        return adjustments;
    }

    private PriceAdjustment? Bind(KeyedNode entry)
    {
        var (name, factor) = (entry.Text("name"), entry.Number("factor"));
        var list = entry.Find("models");
        var models = scalars.List(list, entry.PathOf("models"))
            .Select((node, i) => LineForm.Name.Read(node, $"{entry.PathOf("models")}.{i}", scalars)).OfType<string>().ToList();
        var (from, to) = (entry.Day("from"), entry.Day("to"));
        if (from > to)
            findings.Error(entry.SpotOf("to"), entry.PathOf("to"), $"the last day lies before the first, {from:yyyy-MM-dd}");
        foreach (var model in models.Where(model => catalogue.RowsOf(model).Count == 0))
            findings.Error(list!.Spot, entry.PathOf("models"), $"no price is known for the model {Shorten.Quoted(model)}");
        return name is null || factor is null ? null : new PriceAdjustment(name, (decimal)factor.Value, models, from, to);
    }
}
