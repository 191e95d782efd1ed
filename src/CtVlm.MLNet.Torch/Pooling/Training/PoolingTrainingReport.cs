namespace CtVlm.MLNet.Torch;

/// <summary>How training a pooling went.</summary>
public sealed record PoolingTrainingReport
{
    /// <summary>Mean loss of the training bags of each epoch, auxiliary loss included.</summary>
    public required IReadOnlyList<double> TrainingLosses { get; init; }

    /// <summary>Mean loss of the labels of the bags held back, after each epoch; empty where none are.</summary>
    public required IReadOnlyList<double> ValidationLosses { get; init; }

    /// <summary>The epoch, from 1, whose parameters were kept: that of the lowest validation loss, or the last where nothing is held back.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>Training bags a second, validation not counted.</summary>
    public required double BagsPerSecond { get; init; }

    /// <summary>Number of bags trained on.</summary>
    public required int TrainingBags { get; init; }

    /// <summary>Number of bags held back.</summary>
    public required int ValidationBags { get; init; }

    /// <summary>Number of patients trained on.</summary>
    public required int TrainingPatients { get; init; }

    /// <summary>Number of patients held back.</summary>
    public required int ValidationPatients { get; init; }

    /// <summary>The comparison with the mean of the slices; null where none was made.</summary>
    public MeanComparison? Mean { get; init; }

    /// <summary>Why it stopped.</summary>
    public required PoolingStopReason StopReason { get; init; }
}
