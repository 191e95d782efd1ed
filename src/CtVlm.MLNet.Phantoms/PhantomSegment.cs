namespace CtVlm.MLNet.Phantoms;

/// <summary>The part of the small bowel in which the main lesion lies.</summary>
public enum PhantomSegment
{
    /// <summary>There is no lesion.</summary>
    None,

    /// <summary>The first two fifths of the small bowel.</summary>
    Jejunum,

    /// <summary>The middle of the small bowel.</summary>
    ProximalIleum,

    /// <summary>The ileum before its last loop.</summary>
    DistalIleum,

    /// <summary>The last loop, which ends in the caecum.</summary>
    TerminalIleum,
}
