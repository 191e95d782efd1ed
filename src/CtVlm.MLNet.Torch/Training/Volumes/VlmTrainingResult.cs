namespace CtVlm.MLNet.Torch;

/// <summary>What adapting an encoder gave.</summary>
/// <param name="Encoder">The adapted encoder, at <see cref="EmbeddingPoint.Projected"/> in the space of its texts; see <see cref="VlmEncoder.SaveAdapter"/>.</param>
/// <param name="Pooling">The pooling, with what it has learnt.</param>
/// <param name="Head">The head; null where the loss has none.</param>
/// <param name="Report">How it went.</param>
/// <param name="Path">Which way the series went, in words: pictures through the tower at every step, or vectors computed once.</param>
public sealed record VlmTrainingResult(VlmEncoder Encoder, FittedPooling Pooling, FittedHead? Head, TrainingReport Report, string Path)
{
    /// <summary>Series trained on.</summary>
    public int TrainedSeries { get; init; }

    /// <summary>Series held back.</summary>
    public int HeldBackSeries { get; init; }

    /// <summary>Patients trained on.</summary>
    public int TrainedPatients { get; init; }

    /// <summary>Patients held back.</summary>
    public int HeldBackPatients { get; init; }
}
