namespace CtVlm.MLNet.Phantoms;

/// <summary>What a voxel of the ground-truth mask says.</summary>
public enum PhantomMaskLabel
{
    /// <summary>No disease here.</summary>
    None = 0,

    /// <summary>Wall of a diseased loop.</summary>
    DiseasedWall = 1,

    /// <summary>Lumen of a diseased loop.</summary>
    DiseasedLumen = 2,

    /// <summary>Wall or lumen of a stricture.</summary>
    Stricture = 3,
}
