using CtVlm.MLNet.Testing;
using Microsoft.ML;

namespace CtVlm.MLNet.Tests;

public class LoadFromDicomFolderTests
{
    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void LoadFromDicomFolder_Cohort_GivesARowEachThatLoads()
    {
        IDataView rows = _ml.Data.LoadFromDicomFolder(TestCohort.Shared.Folder);
        List<CtSeriesRow> series = [.. _ml.Data.CreateEnumerable<CtSeriesRow>(rows, reuseRowObject: false)];
        Assert.Equal(24, series.Count);
        Assert.All(series, s => Assert.Equal((8, 48, 48, "axial"), (s.Slices, s.Rows, s.Columns, s.Orientation)));
        IDataView loaded = _ml.Transforms.LoadCtSeries("Volume", "SeriesPath").Fit(rows).Transform(rows);
        Assert.Equal(24, ViewReading.ReadColumn<string>(loaded, "Volume").Distinct().Count());
    }

    [Fact]
    public void LoadFromDicomFolder_NoSeries_GivesAnEmptyViewWithTheColumns()
    {
        using TemporaryFolder folder = new();
        IDataView rows = _ml.Data.LoadFromDicomFolder(folder.Path);
        Assert.Empty(ViewReading.ReadColumn<string>(rows, "SeriesPath"));
    }
}
