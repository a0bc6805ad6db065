namespace CostSim.Scenarios.Language;

/// <summary>A word of the language: a key of an object.</summary>
/// <param name="Key">The word.</param>
/// <param name="Form">What may stand there.</param>
/// <param name="Description">What it means, in one sentence.</param>
internal record Word(string Key, Form Form, string Description)
{
    /// <summary>Whether it must stand in its object; of a word that stands beside another, whether it must stand there.</summary>
    public bool IsRequired { get; init; }

    /// <summary>What is told where it is missing.</summary>
    public string Missing { get => field ?? Description; init; }

    /// <summary>The key without which it may not stand, or null.</summary>
    public string? Beside { get; init; }

    /// <summary>Words from elsewhere that mean it.</summary>
    public IReadOnlyList<ForeignWords> Foreign { get; init; } = [];
}

/// <summary>Words that people bring along from elsewhere, with what this language says instead.</summary>
internal sealed record ForeignWords(string Hint, params IReadOnlyList<string> Words);
