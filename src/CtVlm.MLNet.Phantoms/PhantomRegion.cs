namespace CtVlm.MLNet.Phantoms;

/// <summary>Where in the abdomen the middle of the main lesion lies, as a reader of the images sees it.</summary>
public enum PhantomRegion
{
    /// <summary>There is no lesion.</summary>
    None,

    /// <summary>Above 36 percent of the height of the abdomen.</summary>
    UpperAbdomen,

    /// <summary>Below that, to the patient's right.</summary>
    RightLowerQuadrant,

    /// <summary>Below that, to the patient's left.</summary>
    LeftLowerQuadrant,

    /// <summary>Below that, near the midline.</summary>
    Pelvis,
}
