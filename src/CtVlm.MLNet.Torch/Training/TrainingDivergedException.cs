namespace CtVlm.MLNet.Torch;

/// <summary>Training cannot go on, because a loss or a gradient is not a number; the parameters are those before that step.</summary>
public sealed class TrainingDivergedException : Exception
{
    /// <summary>An error of a step.</summary>
    public TrainingDivergedException(string message)
        : base(message)
    {
    }

    /// <summary>An error of a step.</summary>
    public TrainingDivergedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An error of a step.</summary>
    public TrainingDivergedException()
    {
    }

    internal TrainingDivergedException(string message, int step, string? checkpointPath)
        : base(message)
    {
        Step = step;
        CheckpointPath = checkpointPath;
    }

    /// <summary>Steps made before it.</summary>
    public int Step { get; }

    /// <summary>The file that holds the last good state; null where no checkpoint was asked for.</summary>
    public string? CheckpointPath { get; }
}
