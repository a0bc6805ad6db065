using CostSim.Output.Summaries;

namespace CostSim.Output.Tests.Summaries;

public class RunLabelsTests
{
    private static readonly IReadOnlyList<Scenarios.Scenario> Cases = Given.Cases(Given.Catalog);

    [Fact]
    public void One_run_needs_no_label()
    {
        Assert.Equal([""], RunLabels.ForNames([new(Given.FiftyAtoms, 50)]));
        Assert.Equal([""], RunLabels.ForNames([new(Cases[0], 20)]));
        Assert.Equal([""], RunLabels.ForPeople([new(Cases[3], 20)]));
    }

    [Fact]
    public void Numbers_of_items_are_labels_of_files_and_a_column_for_people()
    {
        Assert.Equal(["1", "50"], RunLabels.ForNames([new(Given.FiftyAtoms, 1), new(Given.FiftyAtoms, 50)]));
        Assert.Equal(["", ""], RunLabels.ForPeople([new(Given.FiftyAtoms, 1), new(Given.FiftyAtoms, 50)]));
    }

    [Fact]
    public void Runs_and_variants_are_named_where_they_differ()
    {
        Assert.Equal(["month", "archive"], RunLabels.ForNames([new(Cases[0], 20), new(Cases[1], 30)]));
        Assert.Equal(["base", "nano"], RunLabels.ForNames([new(Cases[0], 20), new(Cases[2], 20)]));
        Assert.Equal(["month, base", "archive, nano"], RunLabels.ForPeople([new(Cases[0], 20), new(Cases[3], 30)]));
        Assert.Equal(["base-5", "base-6", "nano"], RunLabels.ForNames([new(Cases[0], 5), new(Cases[0], 6), new(Cases[2], 5)]));
    }
}
