using CostSim.Scenarios.Reading.Words;

namespace CostSim.Scenarios.Reading;

/// <summary>Reads the second currency of reports: its rate and the rate's day must be said.</summary>
internal static class CurrencyBinder
{
    public static Currency? Bind(KeyedNode scenario)
    {
        if (scenario.Open("currency") is not { } currency)
            return null;
        var (code, rate, day) = (currency.Text("code"), currency.Number("perUsd"), currency.Day("on"));
        return code is null || rate is null || day is null ? null : new Currency(code, rate.Value, day.Value);
    }
}
