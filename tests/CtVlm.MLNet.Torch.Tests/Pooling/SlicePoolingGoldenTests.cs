namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Pooling against the reference, valid rows only.</summary>
public class SlicePoolingGoldenTests
{
    public SlicePoolingGoldenTests() => TorchRuntime.EnsureLoaded();

    public static TheoryData<string> Ids => GeometryCase.Ids("pooling");

    [Theory]
    [MemberData(nameof(Ids))]
    public void Pool_Golden_Agrees(string id)
    {
        GeometryCase golden = GeometryCase.Find("pooling", id);
        (long[] shape, double[] bags) = golden.Read("x");
        double[] mask = golden.Read("mask").Values, expected = golden.Read("y").Values;
        int rows = (int)shape[1], width = (int)shape[2];
        for (int b = 0; b < shape[0]; b++)
        {
            IEnumerable<int> valid = Enumerable.Range(b * rows, rows).Where(row => mask[row] == 1);
            float[] bag = [.. valid.SelectMany(row => bags.AsSpan(row * width, width).ToArray()).Select(v => (float)v)];
            float[] pooled = new float[width];
            SlicePooling.Parse(golden.Operation).Pool(bag, width, pooled);
            golden.Check(expected.AsSpan(b * width, width), pooled);
        }
    }
}
