namespace CostSim.Scenarios.Reading.Syntax;

/// <summary>A place in a text: where a diagnostic points.</summary>
/// <param name="Source">The file, or the command-line change.</param>
/// <param name="Order">0 for the file, then the changes in their order, so that findings sort as a person reads.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column in characters, from 1.</param>
internal readonly record struct Spot(string Source, int Order, int Line, int Column);
