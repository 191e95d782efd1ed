namespace CtVlm.MLNet.Torch.Tests;

/// <summary>What holds for every projection of the registry: rows are mapped independently, missing values stay missing, nothing else becomes missing.</summary>
public class ProjectionRowsTests
{
    private const int Count = 40, Width = 6;

    public static TheoryData<string> Names => [.. ProjectionRegistry.Entries.Select(e => e.Name)];

    public static TheoryData<string> Fitted => [.. ProjectionRegistry.Entries.Where(e => e.CreateExample().NeedsData).Select(e => e.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Fit_SameRows_IsTheSame(string name) => Assert.Equal(
        ProjectionCase.Apply(Find(name).Fit(Data(Rows(1))), Rows(2)),
        ProjectionCase.Apply(Find(name).Fit(Data(Rows(1))), Rows(2)));

    [Theory]
    [MemberData(nameof(Names))]
    public void Apply_Row_DoesNotDependOnOtherRows(string name)
    {
        FittedProjection projection = Find(name).Fit(Data(Rows(1)));
        float[] test = Rows(2), all = ProjectionCase.Apply(projection, test);
        for (int row = Count - 1; row >= 0; row--)
        {
            float[] alone = ProjectionCase.Apply(projection, test.AsSpan(row * Width, Width));
            Assert.Equal(all.AsSpan(row * projection.OutputWidth, projection.OutputWidth).ToArray(), alone);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Apply_ExtremeRows_AreNeverNaN(string name)
    {
        FittedProjection projection = Find(name).Fit(Data(Rows(1)));
        float[] mean = [.. Enumerable.Range(0, Width).Select(column => Rows(1).Where((_, i) => i % Width == column).Average())];
        float[][] rows = [new float[Width], mean, [.. mean.Select(m => -m)], [.. Enumerable.Repeat(1e15f, Width)], [.. Enumerable.Repeat(-1e-15f, Width)]];
        Assert.All(rows, row => Assert.DoesNotContain(ProjectionCase.Apply(projection, row), value => !float.IsFinite(value)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Apply_MissingValue_StaysMissing(string name)
    {
        FittedProjection projection = Find(name).Fit(Data(Rows(1)));
        Assert.Contains(ProjectionCase.Apply(projection, [1, float.NaN, 1, 1, 1, 1]), float.IsNaN);
    }

    [Theory]
    [MemberData(nameof(Fitted))]
    public void Fit_NoRow_IsRefused(string name) =>
        Assert.Contains("no training row", Assert.Throws<InvalidOperationException>(() => Find(name).Fit(new ProjectionData(Width, default))).Message, StringComparison.Ordinal);

    private static EmbeddingProjection Find(string name) => ProjectionRegistry.Entries.Single(e => e.Name == name).CreateExample();

    private static ProjectionData Data(float[] rows) => new(Width, rows)
    {
        Classes = [.. Enumerable.Range(0, Count).Select(i => i % 3)],
        Counterparts = Rows(3),
    };

    private static float[] Rows(int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, Count * Width).Select(i => (float)(random.NextDouble() + (i % Width * 0.1) + (i / Width % 3 * 0.3)))];
    }
}
