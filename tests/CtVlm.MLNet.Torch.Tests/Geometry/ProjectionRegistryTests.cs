namespace CtVlm.MLNet.Torch.Tests;

/// <summary>What holds for every projection.</summary>
public class ProjectionRegistryTests
{
    public ProjectionRegistryTests() => TorchRuntime.EnsureLoaded();

    public static TheoryData<string> Names => [.. ProjectionRegistry.Entries.Select(e => e.Name)];

    [Fact]
    public void Entries_EveryProjection_IsListedOnce()
    {
        Type[] listed = [.. ProjectionRegistry.Entries.Select(e => e.CreateExample().GetType())];
        IEnumerable<Type> all = typeof(EmbeddingProjection).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(EmbeddingProjection)) && !t.IsAbstract);
        Assert.Equal(all.Select(t => t.Name).Order(), listed.Distinct().Select(t => t.Name).Order());
        Assert.Equal(ProjectionRegistry.Entries.Count, ProjectionRegistry.Entries.Select(e => e.Name).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Entry_Needs_AreTheProjections(string name)
    {
        ProjectionEntry entry = Find(name);
        EmbeddingProjection projection = entry.CreateExample();
        Assert.Equal(name, projection.Name);
        Assert.Equal(entry.NeedsLabel, projection.LabelColumnName is not null);
        Assert.Equal(entry.NeedsCounterpart, projection.CounterpartColumnName is not null);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Apply_FitRows_IsFinite(string name)
    {
        ProjectionData data = ExampleRows.Create();
        FittedProjection projection = Find(name).CreateExample().Fit(data);
        Assert.All(ProjectionCase.Apply(projection, data.Rows.Span), value => Assert.True(float.IsFinite(value)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_Written_MapsAlike(string name)
    {
        ProjectionData data = ExampleRows.Create();
        FittedProjection projection = Find(name).CreateExample().Fit(data);
        FittedProjection read = Read(Write(projection));
        Assert.Equal(ProjectionCase.Apply(projection, data.Rows.Span), ProjectionCase.Apply(read, data.Rows.Span));
        Assert.Equal(projection.Name, read.Name);
        Assert.Equal(projection.Normalizes, read.Normalizes);
        Assert.Equal(projection.Figures.Keys.Order(), read.Figures.Keys.Order());
        Assert.All(projection.Figures, figure => Assert.Equal(figure.Value, read.Figures[figure.Key]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_CutShort_Refuses(string name)
    {
        byte[] bytes = Write(Find(name).CreateExample().Fit(ExampleRows.Create()));
        for (int length = 0; length < bytes.Length; length += 1 + (bytes.Length / 199))
        {
            Exception? failure = Record.Exception(() => Read(bytes[..length]));
            Assert.True(failure is InvalidDataException or EndOfStreamException, $"{length} of {bytes.Length} bytes: {failure}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Fit_Twice_LeavesNoTensor(string name)
    {
        ProjectionData data = ExampleRows.Create();
        Assert.Equal(0, LiveTensors.CountAfter(() => Find(name).CreateExample().Fit(data)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Fit_NotFinite_NamesRowAndColumn(string name)
    {
        EmbeddingProjection projection = Find(name).CreateExample();
        ProjectionData data = ExampleRows.Create();
        foreach (float bad in (float[])[float.NaN, float.PositiveInfinity])
        {
            float[] rows = data.Rows.ToArray();
            rows[(7 * data.Width) + 2] = bad;
            if (projection.NeedsData)
            {
                ArgumentException failure = Assert.ThrowsAny<ArgumentException>(() => projection.Fit(data with { Rows = rows }));
                Assert.Contains("row 7, column 2", failure.Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Fit_DegenerateRows_RefusesOrIsFinite(string name)
    {
        ProjectionData data = ExampleRows.Create();
        ProjectionData[] degenerate =
        [
            ExampleRows.Take(data, [0]),
            ExampleRows.Take(data, [0, 1, 2]),
            ExampleRows.Take(data, [.. Enumerable.Repeat(0, 9)]),
            ExampleRows.Take(data, [0, 1, 2, 0, 1, 2, 0, 1, 2]),
            data with { Rows = new float[data.Rows.Length], Counterparts = new float[data.Rows.Length] },
            data with { Rows = data.Rows.ToArray().Select(v => v * 1e-30f).ToArray() },
            data with { Rows = data.Rows.ToArray().Select((v, i) => i % data.Width < 2 ? 3f : v).ToArray() },
        ];
        foreach (ProjectionData rows in degenerate)
        {
            RefusesOrIsFinite(Find(name).CreateExample(), rows);
        }
    }

    private static void RefusesOrIsFinite(EmbeddingProjection projection, ProjectionData data)
    {
        FittedProjection fitted;
        try
        {
            fitted = projection.Fit(data);
        }
        catch (Exception failure) when (failure is InvalidOperationException or ArgumentException)
        {
            Assert.Contains(projection.Name, failure.Message, StringComparison.OrdinalIgnoreCase);
            return;
        }

        Assert.All(ProjectionCase.Apply(fitted, data.Rows.Span), value => Assert.True(float.IsFinite(value)));
    }

    private static ProjectionEntry Find(string name) => ProjectionRegistry.Entries.Single(e => e.Name == name);

    private static byte[] Write(FittedProjection projection)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        ProjectionFormat.Write(writer, projection);
        writer.Flush();
        return stream.ToArray();
    }

    private static FittedProjection Read(byte[] bytes)
    {
        using BinaryReader reader = new(new MemoryStream(bytes));
        return ProjectionFormat.Read(reader);
    }
}
