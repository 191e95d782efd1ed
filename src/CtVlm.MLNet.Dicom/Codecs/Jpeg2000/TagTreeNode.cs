namespace CtVlm.MLNet.Dicom;

/// <summary>A node of a tag tree.</summary>
internal struct TagTreeNode
{
    /// <summary>The least value below the node, once known.</summary>
    public int Value;

    /// <summary>What the value is known to be at least.</summary>
    public int Low;

    /// <summary>Index of the parent, -1 for the root.</summary>
    public int Parent;
}
