namespace CostSim.Scenarios.Reading.Shapes;

/// <summary>A column of a file: its numbers, or what is wrong, in words that hold no content of the file.</summary>
/// <param name="Values">The numbers; null where something is wrong.</param>
/// <param name="Fault">What is wrong, and where.</param>
/// <param name="Hint">What to do about it.</param>
internal sealed record ColumnReading(double[]? Values, string? Fault, string? Hint)
{
    /// <summary>A sample of a million is as large as any law needs.</summary>
    public const int ValuesMax = 1_000_000;

    public static ColumnReading Of(IReadOnlyCollection<double> values) => new([.. values], null, null);

    public static ColumnReading Refused(string fault, string? hint = null) => new(null, fault, hint);

    public static ColumnReading WithoutValue(string place) => Refused($"{place}: there is no value", "Leave out rows without a value.");

    public static ColumnReading NotANumber(string place, string? hint = null) =>
        Refused($"{place}: this is not a number of 0 or more", hint ?? "Leave out rows without a value.");

    public static ColumnReading TooMany { get; } =
        Refused($"the file has more than {ValuesMax:#,##0} values", "A sample of 100,000 says as much.");

    /// <summary>Whether a number may be a value of an amount.</summary>
    public static bool IsValue(double number) => number >= 0 && double.IsFinite(number);
}
