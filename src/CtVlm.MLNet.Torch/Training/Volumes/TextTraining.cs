namespace CtVlm.MLNet.Torch;

/// <summary>What of a text tower trains, and so what can be computed once.</summary>
internal enum TextTraining
{
    /// <summary>Nothing: the vectors are.</summary>
    Frozen,

    /// <summary>The projection alone: the vectors before it are.</summary>
    Projection,

    /// <summary>More than the projection: nothing is.</summary>
    Tower,
}
