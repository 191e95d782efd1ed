using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace CtVlm.MLNet.Tests;

public class ProjectEmbeddingsTests
{
    private static readonly VectorRow[] Rows =
    [
        new() { Name = "a", Embedding = [1, 2, 2] },
        new() { Name = "b", Embedding = [3, 0, 4] },
        new() { Name = "c", Embedding = [-4, 1, 6] },
        new() { Name = "d", Embedding = [0, 5, 0] },
    ];

    private readonly MLContext _ml = new(seed: 1);

    [Fact]
    public void Transform_L2_HasUnitNormAndSaysSo()
    {
        IDataView result = Project("l2").Fit(View(Rows)).Transform(View(Rows));
        Assert.Equal([1 / 3f, 2 / 3f, 2 / 3f], ViewReading.ReadColumn<float[]>(result, "Features")[0]);
        Assert.True(result.Schema["Features"].IsNormalized());
    }

    [Fact]
    public void Transform_L2OfZero_StaysZero()
    {
        VectorRow[] zero = [new() { Embedding = [0, 0, 0] }];
        IDataView result = Project("l2").Fit(View(zero)).Transform(View(zero));
        Assert.Equal([0f, 0f, 0f], ViewReading.ReadColumn<float[]>(result, "Features")[0]);
    }

    [Fact]
    public void Fit_Centring_UsesTrainingRowsOnly()
    {
        ITransformer model = Project("centred").Fit(View(Rows[..2]));
        Assert.Equal([-6f, 0f, 3f], ViewReading.ReadColumn<float[]>(model.Transform(View(Rows)), "Features")[2]);
    }

    [Fact]
    public void Fit_RowsWithNaN_AreLeftOutAndWarned()
    {
        List<string> log = [];
        _ml.Log += (_, e) => log.Add(e.Message);
        ProjectEmbeddingsTransformer model = Project("centred").Fit(View([.. Rows[..2], new() { Embedding = [float.NaN, 0, 0] }]));
        Assert.Equal([2f, 1f, 3f], model.Projection.Mean.ToArray());
        Assert.Contains(log, line => line.Contains("1 training rows with missing values", StringComparison.Ordinal));
    }

    [Fact]
    public void Fit_PcaBeyondRank_SaysTheRank()
    {
        var failure = Assert.Throws<InvalidOperationException>(
            () => _ml.Transforms.ProjectEmbeddings("Features", "Embedding", EmbeddingProjection.Pca(3)).Fit(View(Rows[..3])));
        Assert.Contains("span only 2", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_NoRow_SaysSo()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => Project("centred").Fit(View([])));
        Assert.Contains("no training row", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Transform_OtherWidth_IsRefused()
    {
        ITransformer model = Project("centred").Fit(View(Rows));
        IDataView wider = _ml.Transforms.Concatenate("Embedding", "Embedding", "Embedding").Fit(View(Rows)).Transform(View(Rows));
        var failure = Assert.Throws<ArgumentOutOfRangeException>(() => model.Transform(wider));
        Assert.Contains("a vector of 3 Single", failure.Message, StringComparison.Ordinal);
    }

    private ProjectEmbeddingsEstimator Project(string name) => _ml.Transforms.ProjectEmbeddings("Features", "Embedding", name switch
    {
        "l2" => EmbeddingProjection.L2(),
        _ => EmbeddingProjection.Centring(),
    });

    private IDataView View(IEnumerable<VectorRow> rows) => _ml.Data.LoadFromEnumerable(rows);
}
