using System.Reflection;
using CtVlm.MLNet.Torch;
using Microsoft.ML.SearchSpace;

namespace CtVlm.MLNet.Tests;

public sealed class StrategySpaceTests
{
    private static readonly VlmEncoder Encoder = VlmEncoder.FromSeed(1);

    [Fact]
    public void Combinations_AllLists_TurnTheTrainerFastest()
    {
        StrategySpace space = StrategySpace.Combinations(new StrategyLists
        {
            Encoders = [Encoder],
            Points = [EmbeddingPoint.Projected, EmbeddingPoint.Pooled],
            Trainers = [StrategyTrainer.LbfgsMaximumEntropy(1), StrategyTrainer.LbfgsMaximumEntropy(2)],
        });
        Assert.Equal(
            ["Projected lbfgs:l2=1,l1=0", "Projected lbfgs:l2=2,l1=0", "Pooled lbfgs:l2=1,l1=0", "Pooled lbfgs:l2=2,l1=0"],
            space.Enumerate().Select(s => $"{s.Point} {s.Trainer}"));
    }

    [Fact]
    public void Combinations_Filter_LeavesOut()
    {
        StrategySpace space = StrategySpace.Combinations(new StrategyLists
        {
            Encoders = [Encoder],
            Poolings = [SlicePooling.Mean(), SlicePooling.Max()],
            Projections = [EmbeddingProjection.Identity(), EmbeddingProjection.L2()],
            Filter = s => s.Pooling.Name != "max" || s.Projection.Name == "l2",
        });
        Assert.Equal(["mean identity", "mean l2", "max l2"], space.Enumerate().Select(s => $"{s.Pooling.Name} {s.Projection.Name}"));
    }

    [Fact]
    public void Combinations_EmptyList_IsNamed()
    {
        var failure = Assert.Throws<ArgumentException>(() => StrategySpace.Combinations(new StrategyLists { Encoders = [], Trainers = [] }));
        Assert.Contains("none in Encoders, Trainers", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Draw_SameSeed_DrawsTheSame()
    {
        StrategySpace space = StrategySpace.Of(Enumerable.Range(1, 50).Select(l2 => new EmbeddingStrategy { Encoder = Encoder, Trainer = StrategyTrainer.LbfgsMaximumEntropy(l2) }));
        string[] first = [.. space.Draw(8, seed: 3).Select(s => s.Name)];
        Assert.Equal(first, space.Draw(8, seed: 3).Select(s => s.Name));
        Assert.NotEqual(first, space.Draw(8, seed: 4).Select(s => s.Name));
        Assert.Equal(8, first.Distinct().Count());
        Assert.Equal(50, space.Draw(99, seed: 3).Count);
    }

    [Fact]
    public void FromAttributes_Grid_TakesStepsOfRangesAndAllChoices()
    {
        IReadOnlyList<EmbeddingStrategy> grid = StrategySpace.FromAttributes<Parameters>(Create, gridSteps: 3).Enumerate();
        Assert.Equal(3 * 3 * 2 * 2, grid.Count);
        Assert.Equal(["lbfgs:l2=0.01,l1=0", "lbfgs:l2=1,l1=0", "lbfgs:l2=100,l1=0"], grid.Select(s => s.Trainer.Name).Distinct());
        Assert.Equal(["pca:components=2", "pca:components=5", "pca:components=8"], grid.Select(s => s.Projection.Specification).Distinct());
        Assert.Equal(["mean", "max"], grid.Select(s => s.Pooling.Specification).Distinct());
        Assert.Equal([EmbeddingPoint.Projected, EmbeddingPoint.Pooled], grid.Select(s => s.Point).Distinct());
    }

    [Fact]
    public void FromAttributes_Draw_StaysInTheRanges()
    {
        IReadOnlyList<EmbeddingStrategy> drawn = StrategySpace.FromAttributes<Parameters>(Create).Draw(40, seed: 1);
        Assert.Equal(40, drawn.Select(s => s.Name).Distinct().Count());
        Assert.All(drawn, s => Assert.InRange(int.Parse(s.Projection.Specification["pca:components=".Length..], null), 2, 8));
    }

    [Fact]
    public void FromAttributes_DiscreteSpace_IsDrawnOut()
    {
        IReadOnlyList<EmbeddingStrategy> drawn = StrategySpace.FromAttributes<OnlyChoices>(p => new EmbeddingStrategy { Encoder = Encoder, Pooling = SlicePooling.Parse(p.Pooling) }).Draw(40, seed: 1);
        Assert.Equal(["max", "mean", "min"], drawn.Select(s => s.Pooling.Name).Order());
    }

    [Fact]
    public void FromAttributes_UnfitAttributes_AreNamed()
    {
        Assert.Contains("no public property", Refusal<Plain>(), StringComparison.Ordinal);
        Assert.Contains("RangeOfText.Value cannot be used: a range needs", Refusal<RangeOfText>(), StringComparison.Ordinal);
        Assert.Contains("ReadOnly.Value cannot be used: it has no public setter", Refusal<ReadOnly>(), StringComparison.Ordinal);
        Assert.Contains("above 0 on a logarithmic scale", Refusal<LogFromZero>(), StringComparison.Ordinal);
        Assert.Contains("a Int32 expected, got the candidate one", Refusal<MixedChoice>(), StringComparison.Ordinal);
    }

    [Fact]
    public void Name_TrainingOfAPooling_ShowsWhereItIsNotTheDefault()
    {
        string Name(PoolingTraining training) => new EmbeddingStrategy { Encoder = Encoder, Pooling = SlicePooling.Attention(training) }.Name;
        Assert.NotEqual(Name(new PoolingTraining { MaxEpochs = 5 }), Name(new PoolingTraining { MaxEpochs = 6 }));
        Assert.Contains("[epochs=5]", Name(new PoolingTraining { MaxEpochs = 5 }), StringComparison.Ordinal);
        Assert.DoesNotContain("[", Name(new PoolingTraining()).Split(" | ")[3], StringComparison.Ordinal);
    }

    [Fact]
    public void Name_EverySettingOfTraining_TellsStrategiesApart()
    {
        PropertyInfo[] settings = [.. typeof(PoolingTraining).GetProperties().Where(p => p.Name is not (nameof(PoolingTraining.Progress) or nameof(PoolingTraining.CancellationToken)))];
        Assert.All(settings, setting =>
        {
            PoolingTraining training = new();
            setting.SetValue(training, Other(setting.GetValue(training)));
            Assert.NotEqual(StrategyText.Describe(SlicePooling.GatedAttention()), StrategyText.Describe(SlicePooling.GatedAttention(training)));
        });
    }

    private static object Other(object? value) => value switch
    {
        bool flag => !flag,
        int number => number + 1,
        double number => number / 2,
        PoolingTarget => PoolingTarget.Corn,
        _ => $"{value}Other",
    };

    private static EmbeddingStrategy Create(Parameters p) => new()
    {
        Encoder = Encoder,
        Point = p.IsPooled ? EmbeddingPoint.Pooled : EmbeddingPoint.Projected,
        Pooling = SlicePooling.Parse(p.Pooling),
        Projection = EmbeddingProjection.Pca(p.Components),
        Trainer = StrategyTrainer.LbfgsMaximumEntropy(p.L2),
    };

    private static string Refusal<T>()
        where T : class, new() => Assert.Throws<ArgumentException>(() => StrategySpace.FromAttributes<T>(_ => throw new InvalidOperationException())).Message;

    private sealed class Parameters
    {
        [Microsoft.ML.SearchSpace.Range(0.01, 100.0, true)]
        public double L2 { get; set; }

        [Microsoft.ML.SearchSpace.Range(2, 8)]
        public int Components { get; set; }

        [Choice("mean", "max")]
        public string Pooling { get; set; } = "";

        [BooleanChoice]
        public bool IsPooled { get; set; }
    }

    private sealed class OnlyChoices
    {
        [Choice("mean", "max", "min")]
        public string Pooling { get; set; } = "";
    }

    private sealed class Plain
    {
        public int Value { get; set; }
    }

    private sealed class RangeOfText
    {
        [Microsoft.ML.SearchSpace.Range(1, 2)]
        public string Value { get; set; } = "";
    }

    private sealed class ReadOnly
    {
        [Microsoft.ML.SearchSpace.Range(1, 2)]
        public int Value { get; } = 1;
    }

    private sealed class LogFromZero
    {
        [Microsoft.ML.SearchSpace.Range(0.0, 2.0, true)]
        public double Value { get; set; }
    }

    private sealed class MixedChoice
    {
        [Choice(1, "one")]
        public int Value { get; set; }
    }
}
