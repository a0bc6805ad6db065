using System.Globalization;

namespace CostSim.Scenarios;

/// <summary>When a price has gone unchecked for too long.</summary>
public static class PriceAge
{
    /// <summary>Days after which a price is old: providers have changed prices several times a year.</summary>
    public const int DaysMax = 90;

    /// <summary>Whether a row was checked too long before a day.</summary>
    public static bool IsOld(int days) => days > DaysMax;

    /// <summary>What to say of a price that is old on a day, or null where it is not.</summary>
    internal static (string Message, string Hint)? Warning(Price price, DateOnly day) => IsOld(price.AgeOn(day))
        ? (string.Create(
            CultureInfo.InvariantCulture,
            $"the price of {price.Provider}/{price.Model} was last checked on {price.CheckedOn:yyyy-MM-dd}, {price.AgeOn(day)} days "
                + $"before {day:yyyy-MM-dd}"),
            $"Hold it against the provider's page: after {DaysMax} days prices count as old. 'costsim prices show {price.Model}' says "
                + $"where it comes from.")
        : null;
}
