using CtVlm.MLNet.Dicom;
using CtVlm.MLNet.Testing;
using Microsoft.ML;
using Microsoft.ML.Data;
using TorchSharp;

namespace CtVlm.MLNet.Tests;

/// <summary>A cohort of ten thousand series leaves nothing behind: no tensor, no managed object, no memory of the process.</summary>
[Collection(AloneCollection.Name)]
public class EmbedCtLeakTests
{
    private const int Series = 10_000;
    private const int WarmUp = 2_000;
    private const int HalfWay = 6_000;

    // 128 bytes a series managed; 2 KiB of the process, in which one leaked slice of pixels would be 12 KiB and the allocator's own noise a few MiB in all.
    private const long MostManagedBytes = 1L << 19;
    private const long MostProcessBytes = 8L << 20;

    [Fact]
    public void Transform_TenThousandSeries_GrowsNothing()
    {
        var fixture = new EmbedCtFixture();
        IDataView view = fixture.Ml.Data.LoadFromEnumerable(Rows());
        ITransformer model = fixture.Embed().Fit(view);
        long tensors = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        ProcessMemory early = default, middle = default, late;
        using (DataViewRowCursor cursor = model.Transform(view).GetRowCursor([model.GetOutputSchema(view.Schema)["Slices"]]))
        {
            ValueGetter<VBuffer<float>> getter = cursor.GetGetter<VBuffer<float>>(cursor.Schema["Slices"]);
            VBuffer<float> bag = default;
            for (int row = 1; cursor.MoveNext(); row++)
            {
                getter(ref bag);
                Assert.Equal(3 * CountingEncoder.Width, bag.Length);
                early = row == WarmUp ? ProcessMemory.Read() : early;
                middle = row == HalfWay ? ProcessMemory.Read() : middle;
            }

            late = ProcessMemory.Read();
        }

        ((IDisposable)model).Dispose();
        TestContext.Current.TestOutputHelper?.WriteLine($"{WarmUp} series: {early}; {HalfWay} series: {middle}; {Series} series: {late}.");
        Assert.Equal(3 * Series, fixture.Counter.Slices);
        Assert.Equal(tensors, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        ProcessMemory.AssertNoGrowth(early, middle, late, MostManagedBytes, MostProcessBytes);
    }

    private static IEnumerable<VolumeRow> Rows()
    {
        for (int i = 0; i < Series; i++)
        {
            yield return new VolumeRow { Volume = new CountingVolume().Create() };
        }
    }
}
