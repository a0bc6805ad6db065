using CostSim.Output.Summaries;

namespace CostSim.Output.Tests.Summaries;

public class RunLabelsTests
{
    private static readonly IReadOnlyList<Scenarios.Scenario> Cases = Given.Cases(Given.Catalog);

    [Fact]
    public void One_run_needs_no_label()
    {
        Assert.Equal([""], RunLabels.ForNames([(Given.FiftyAtoms, 50)]));
        Assert.Equal([""], RunLabels.ForNames([(Cases[0], 20)]));
        Assert.Equal([""], RunLabels.ForPeople([(Cases[3], 20)]));
    }

    [Fact]
    public void Numbers_of_items_are_labels_of_files_and_a_column_for_people()
    {
        Assert.Equal(["1", "50"], RunLabels.ForNames([(Given.FiftyAtoms, 1), (Given.FiftyAtoms, 50)]));
        Assert.Equal(["", ""], RunLabels.ForPeople([(Given.FiftyAtoms, 1), (Given.FiftyAtoms, 50)]));
    }

    [Fact]
    public void Runs_and_variants_are_named_where_they_differ()
    {
        Assert.Equal(["month", "archive"], RunLabels.ForNames([(Cases[0], 20), (Cases[1], 30)]));
        Assert.Equal(["base", "nano"], RunLabels.ForNames([(Cases[0], 20), (Cases[2], 20)]));
        Assert.Equal(["month, base", "archive, nano"], RunLabels.ForPeople([(Cases[0], 20), (Cases[3], 30)]));
        Assert.Equal(["base-5", "base-6", "nano"], RunLabels.ForNames([(Cases[0], 5), (Cases[0], 6), (Cases[2], 5)]));
    }
}
