namespace CtVlm.MLNet.Torch;

/// <summary>Which of a tower's own parameters train.</summary>
public enum TowerPart
{
    /// <summary>None.</summary>
    Frozen = 0,

    /// <summary>The projection into the space that images and texts share.</summary>
    Projection = 1,

    /// <summary>The last blocks and all that follows them.</summary>
    LastBlocks = 2,

    /// <summary>All.</summary>
    All = 3,
}
