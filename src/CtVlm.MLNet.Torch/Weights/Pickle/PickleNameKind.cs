namespace CtVlm.MLNet.Torch;

/// <summary>What calling an allowed name of a pickle gives.</summary>
internal enum PickleNameKind
{
    /// <summary>An ordered dictionary.</summary>
    OrderedDictionary,

    /// <summary>A tensor over a storage.</summary>
    Tensor,

    /// <summary>A tensor, of a parameter.</summary>
    Parameter,

    /// <summary>A tuple of numbers.</summary>
    Size,

    /// <summary>Not to be called: the type of a storage.</summary>
    Storage,

    /// <summary>Not to be called: an element type.</summary>
    ElementType,
}
