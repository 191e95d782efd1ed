using CtVlm.MLNet.Testing;
using CtVlm.MLNet.Torch;
using Microsoft.ML;

namespace CtVlm.MLNet.Tests;

/// <summary>What is refused, when, and in which words.</summary>
public class ScoreZeroShotRefusalTests
{
    private readonly ZeroShotCase _case = new();

    [Fact]
    public void Input_OfAnotherWidth_SaysWhatIsExpected() => AssertMismatch(
        EmbeddingRow.Bags(_case.Ml, 5, [[1, 2, 3, 4, 5]]), _case.Options, "column 'Slices' must be a bag of vectors of encoder 'given', Vector<Single, 0, 4>, or one vector, Vector<Single, 4>, got Vector<Single, *, 5>");

    [Fact]
    public void Input_PooledAtSliceLevel_SaysWhatIsExpected() => AssertMismatch(
        EmbeddingRow.Vectors(_case.Ml, 4, [[1, 2, 3, 4]]), _case.Options with { Level = ZeroShotLevel.Slice }, "must be a bag of vectors of encoder 'given', Vector<Single, 0, 4>, got");

    [Fact]
    public void Input_OfAnotherPoint_SaysWhatToSet() => AssertMismatch(
        EmbeddingRow.Bags(_case.Ml, 4, [ZeroShotCase.Bag], (Provenance.EmbeddingPoint, "PatchMean")), _case.Options, "got PatchMean. Set Point = EmbeddingPoint.Projected in EmbedCt");

    [Fact]
    public void Input_MovedToAnotherSpace_SaysWhereToScore() => AssertMismatch(
        EmbeddingRow.Vectors(_case.Ml, 4, [[1, 2, 3, 4]], (Provenance.Projection, "l2+centred")), _case.Options, "moved out of the space of the texts by the projection 'l2+centred'");

    [Fact]
    public void Input_OfUnitLength_IsTaken()
    {
        IDataView view = EmbeddingRow.Vectors(_case.Ml, 4, [[1, 2, 3, 4]], (Provenance.Projection, "identity+l2"), (Provenance.EmbeddingPoint, "Projected"), (Provenance.EncoderHash, "given-1"));
        Assert.Equal([3u], ViewReading.ReadColumn<uint>(_case.Score(view), "PredictedLabel"));
    }

    [Fact]
    public void Input_OfAnotherEncoder_NamesBothAtTheFirstRow()
    {
        IDataView view = EmbeddingRow.Bags(_case.Ml, 4, [ZeroShotCase.Bag], (Provenance.Encoder, "biomedclip"), (Provenance.EncoderHash, "0123456789abcdef"));
        IDataView result = _case.Score(view);
        var failure = Assert.Throws<InvalidOperationException>(() => ViewReading.ReadColumn<float[]>(result, "Score"));
        Assert.Contains("'biomedclip' (hash 0123456789ab...)", failure.Message, StringComparison.Ordinal);
        Assert.Contains("'given' (hash given-1)", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, _case.Texts.Calls);
    }

    [Fact]
    public void Encoder_ThatReadsPairs_IsRefusedAtOnce() => AssertFault(_case.Options with { Encoder = FusionOnly.Create() }, "encoder 'fusion' reads an image and a text together");

    [Fact]
    public void Encoder_WithoutTexts_IsRefusedAtOnce() => AssertFault(_case.Options with { Encoder = new CountingEncoder().ToEncoder() }, "encoder 'counting' has no text tower");

    [Fact]
    public void Encoder_OfTwoSpaces_IsRefusedWhenItIsAsked()
    {
        IDataView view = _case.Bags(ZeroShotCase.Bag);
        VlmEncoder apart = _case.Texts.ToEncoder(similarity: null);
        var failure = Assert.Throws<InvalidOperationException>(() => ViewReading.ReadColumn<float[]>(_case.Score(view, _case.Options with { Encoder = apart }), "Score"));
        Assert.Contains("no space that images and texts share", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Classes_None_IsRefused() => AssertFault(_case.Options with { Classes = [] }, "1 to 1000 classes are expected, got 0");

    [Fact]
    public void Faults_AreToldTogether()
    {
        ScoreZeroShotOptions options = _case.Options with { Classes = [new("chest"), new("chest", "thorax")], Templates = ["CT"], Similarity = new EncoderSimilarity(SimilarityKind.Softmax, -1) };
        AssertFault(options, "class 'chest' is there 2 times");
        AssertFault(options, "template 0, 'CT', has no {0}");
        AssertFault(options, "finite scale above 0");
    }

    [Fact]
    public void Class_EmptyPrompt_IsRefused()
    {
        Assert.Contains("'chest'", Assert.Throws<ArgumentException>(() => new ZeroShotClass("chest", "thorax", "")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new ZeroShotClass(""));
    }

    [Fact]
    public void Prompts_ThatAreCut_AreLoggedOnce()
    {
        var given = new GivenTexts(4, _ => [1, 2, 3, 4]) { ContextLength = 5 };
        var log = new LogRecorder(_case.Ml);
        ScoreZeroShotOptions options = _case.Options with { Encoder = given.ToEncoder(similarity: new EncoderSimilarity(SimilarityKind.Softmax, 4)), Classes = [new("a", "a b c d"), new("b")] };
        IDataView result = _case.Score(_case.Bags(ZeroShotCase.Bag), options);
        ViewReading.ReadRows(result, "Score");
        ViewReading.ReadRows(result, "Score");
        Assert.Contains("1 of 2 class prompts were longer than 5 tokens and were cut; the longest has 6: 'a b c d'", Assert.Single(log.With("class prompts")), StringComparison.Ordinal);
    }

    private void AssertMismatch(IDataView view, ScoreZeroShotOptions options, string expected)
    {
        var failure = Assert.Throws<ArgumentOutOfRangeException>(() => _case.Score(view, options));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, _case.Texts.Calls);
    }

    private void AssertFault(ScoreZeroShotOptions options, string expected) =>
        Assert.Contains(expected, Assert.ThrowsAny<ArgumentException>(() => _case.Ml.Transforms.ScoreZeroShot(options)).Message, StringComparison.Ordinal);
}
