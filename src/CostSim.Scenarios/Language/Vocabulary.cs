namespace CostSim.Scenarios.Language;

/// <summary>
/// The language: every word, by the kind of object that it stands in. Reader and schema take all they know of words from here.
/// </summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<Place, PlaceWords> _places;

    public Vocabulary(IEnumerable<PlaceWords> places) => _places = places.ToDictionary(words => words.Place);

    /// <summary>The language of scenarios and of price catalogues.</summary>
    public static Vocabulary Whole { get; } = new(
    [
        ScenarioWords.Scenario, ScenarioWords.Run, ScenarioWords.Spread, PhaseWords.Phase, PhaseWords.Retry, PhaseWords.Fix,
        AmountWords.Amount, AmountWords.Component, AmountWords.Fit, AmountWords.Percentiles, AmountWords.Beta, ScenarioWords.Correlation,
        BudgetWords.Allowance, BudgetWords.Operation, BudgetWords.Limit, BudgetWords.Expectation, ScenarioWords.Currency,
        ScenarioWords.PriceAdjustment,
        PriceWords.Catalogue, PriceWords.Row, PriceWords.Amounts, PriceWords.Alias, PriceWords.Facts, PriceWords.Fee, PriceWords.Ratio,
    ]);

    public IEnumerable<PlaceWords> Places => _places.Values;

    public PlaceWords this[Place place] => _places[place];

    /// <summary>The other kinds of objects in which a key stands.</summary>
    public IEnumerable<PlaceWords> ElsewhereOf(PlaceWords place, string key) =>
        Places.Where(other => other.Place != place.Place && other.IsOfCatalogue == place.IsOfCatalogue && other.Find(key) is not null);
}
