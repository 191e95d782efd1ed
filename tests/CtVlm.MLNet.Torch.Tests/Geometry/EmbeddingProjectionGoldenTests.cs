namespace CtVlm.MLNet.Torch.Tests;

/// <summary>Projections against the reference: fitted on the training rows, applied to the test rows.</summary>
public class EmbeddingProjectionGoldenTests
{
    public static TheoryData<string> Ids => GeometryCase.Ids("projection");

    [Theory]
    [MemberData(nameof(Ids))]
    public void FitApply_Golden_Agrees(string id)
    {
        GeometryCase golden = GeometryCase.Find("projection", id);
        (long[] shape, double[] train) = golden.Read("train");
        int width = (int)shape[1];
        FittedProjection projection = Create(golden).Fit(ToFloats(train), width);
        float[] test = ToFloats(golden.Read("test").Values);
        double[] expected = golden.Read("testOut").Values;
        float[] projected = new float[projection.OutputWidth];
        for (int row = 0; row < test.Length / width; row++)
        {
            projection.Apply(test.AsSpan(row * width, width), projected);
            golden.Check(expected.AsSpan(row * projected.Length, projected.Length), projected);
        }

        if (golden.Has("explainedVariance"))
        {
            golden.Check(golden.Read("explainedVariance").Values, ToFloats([.. projection.ExplainedVariance]));
        }
    }

    private static EmbeddingProjection Create(GeometryCase golden) => golden.Operation switch
    {
        "l2" => EmbeddingProjection.L2(),
        "center" => EmbeddingProjection.Centring(),
        "pca" => EmbeddingProjection.Pca(golden.Components),
        string other => throw new InvalidDataException($"No projection for '{other}'."),
    };

    private static float[] ToFloats(double[] values) => [.. values.Select(v => (float)v)];
}
