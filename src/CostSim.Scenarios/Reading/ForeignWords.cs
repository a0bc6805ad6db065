namespace CostSim.Scenarios.Reading;

/// <summary>Words that people bring along from elsewhere, with what this language says instead.</summary>
internal static class ForeignWords
{
    private static readonly Dictionary<(Place, string), (string? Key, string Hint)> Known = new()
    {
        [(Place.Retry, "attempts")] = ("rounds", "`rounds` is attempts − 1."),
        [(Place.Retry, "maxAttempts")] = ("rounds", "`rounds` is attempts − 1."),
        [(Place.Retry, "max")] = ("rounds", "`rounds` says how many more times a unit may be called."),
        [(Place.Retry, "maxRetries")] = ("rounds", "`rounds` says how many more times a unit may be called."),
        [(Place.Retry, "chance")] = ("rate", "`rate` is the chance that a call is refused."),
        [(Place.Retry, "share")] = ("rate", "`rate` is the chance that a call is refused."),
        [(Place.Amount, "min")] = (null, "A hard minimum and maximum are written [min, max]."),
        [(Place.Amount, "max")] = (null, "A hard minimum and maximum are written [min, max]."),
        [(Place.Amount, "from")] = (null, "A hard minimum and maximum are written [min, max]."),
        [(Place.Amount, "to")] = (null, "A hard minimum and maximum are written [min, max]."),
        [(Place.Amount, "uniform")] = (null, "A uniform amount is written [min, max], or { \"range\": [min, max] }."),
        [(Place.Amount, "mode")] = (null, "Written { \"triangular\": [min, mode, max] } or { \"pert\": [min, mode, max] }."),
        [(Place.Phase, "input")] = ("inputTokens", "`inputTokens` are those of one call."),
        [(Place.Phase, "output")] = ("outputTokens", "`outputTokens` are those of one call, as billed."),
        [(Place.Phase, "tokens")] = (null, "`inputTokens` and `outputTokens` are those of one call."),
        [(Place.Phase, "imageTokens")] = (null, "Tokens of images are input tokens: { \"sum\": [500, { \"product\": [images, tokensOfOne] }] }."),
        [(Place.Phase, "images")] = (null, "Tokens of images are input tokens: { \"sum\": [500, { \"product\": [images, tokensOfOne] }] }."),
        [(Place.Phase, "reasoning")] = (null, "Reasoning is billed output: `billedPerVisible` is a ratio, `reasoningTokens` are added."),
        [(Place.Phase, "retries")] = ("retry", "Written \"retry\": { \"rate\": 0.05, \"rounds\": 2 }."),
        [(Place.Phase, "sample")] = ("share", "`share` takes each unit with that chance; the others skip the phase and go on."),
        [(Place.Phase, "filter")] = ("keep", "`keep` sends each unit on with that chance and drops the rest."),
        [(Place.Phase, "calls")] = (null, "A phase calls once for each unit: `split` makes several of one."),
        [(Place.Phase, "chunks")] = ("split", "`split` makes several units of one; `join` makes one of them again."),
        [(Place.Phase, "usd")] = ("usdPerUnit", "`usdPerUnit` is the work of people or tools for one unit."),
        [(Place.Phase, "cost")] = ("usdPerUnit", "`usdPerUnit` is the work of people or tools for one unit; calls cost what the price catalogue says."),
        [(Place.Phase, "price")] = ("usdPerUnit", "`usdPerUnit` is the work of people or tools for one unit; calls cost what the price catalogue says."),
        [(Place.Scenario, "steps")] = ("phases", "The steps that an item passes are `phases`."),
        [(Place.Scenario, "budget")] = (null, "Written \"limits\": [ { \"atMostUsd\": 100, \"confidence\": 0.95 } ]."),
        [(Place.Scenario, "provider")] = (null, "A model may be written with its provider: \"openai/gpt-5-mini\"."),
        [(Place.Scenario, "margin")] = ("safetyMargin", "A margin of 20 % is \"safetyMargin\": 0.2."),
        [(Place.Spread, "run")] = (null, "The run share is what `item` and `call` leave: it is not written."),
    };

    /// <summary>What to write instead of a word, and the key that it stands for; null where there is nothing to say.</summary>
    public static (string? Key, string? Hint) InsteadOf(Place place, string word) => Known.GetValueOrDefault((place, word));
}
