namespace CtVlm.MLNet.Torch;

/// <summary>Why training a pooling came to its end.</summary>
public enum PoolingStopReason
{
    /// <summary>It did all the epochs that it was given.</summary>
    MaxEpochs = 0,

    /// <summary>The validation loss had not become lower for as many epochs as its patience.</summary>
    NoImprovement = 1,
}
