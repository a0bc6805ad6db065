namespace CostSim.Scenarios.Reading;

/// <summary>Reads the second currency of reports: its rate and the rate's day must be said.</summary>
internal sealed class CurrencyBinder(Findings findings, Scalars scalars)
{
    private const double MostPerUsd = 1e9;

    public Currency? Bind(KeyedNode scenario)
    {
        if (scenario.Find("currency") is not { } node || KeyedNode.Open(node, "currency", Place.Currency, findings) is not { } currency)
            return null;
        var code = currency.Require("code", "Three capital letters: \"EUR\".") is { } codeNode ? BindCode(codeNode, currency.PathOf("code")) : null;
        var rate = currency.Require("perUsd", "How many units of it one USD buys: 0.92.") is { } rateNode ? BindRate(rateNode, currency.PathOf("perUsd")) : null;
        var day = currency.Require("on", "The day of the rate: \"2026-11-20\".") is { } dayNode ? scalars.Day(dayNode, currency.PathOf("on")) : null;
        return code is null || rate is null || day is null ? null : new Currency(code, rate.Value, day.Value);
    }

    private string? BindCode(ScenarioNode node, string path)
    {
        if (node.Kind == NodeKind.Text && node.Text is { Length: 3 } code && code.All(char.IsAsciiLetterUpper) && code != "USD")
            return code;
        var isUsd = node.Kind == NodeKind.Text && node.Text.Equals("USD", StringComparison.OrdinalIgnoreCase);
        findings.Error(
            node.Spot, path, isUsd ? "every report is in USD already" : $"{node.Shown} is no currency code: three capital letters",
            isUsd ? "Leave `currency` out." : "Such as \"EUR\", \"GBP\" or \"JPY\".");
        return null;
    }

    private double? BindRate(ScenarioNode node, string path)
    {
        var rate = scalars.Number(node, path);
        if (rate is null or (> 0 and <= MostPerUsd))
            return rate;
        findings.Error(node.Spot, path, $"{node.Shown} is no exchange rate: more than 0, at most 1e9 for one USD");
        return null;
    }
}
