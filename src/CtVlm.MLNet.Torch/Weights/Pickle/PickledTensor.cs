namespace CtVlm.MLNet.Torch;

/// <summary>A tensor of a pickle: a view of a storage, wholly inside it.</summary>
/// <param name="Storage">The storage.</param>
/// <param name="Offset">The first element, counted from the storage's.</param>
/// <param name="Shape">Length of each dimension, outermost first.</param>
/// <param name="Strides">Elements from one index to the next, a dimension each; 0 or more.</param>
internal sealed record PickledTensor(PickledStorage Storage, long Offset, long[] Shape, long[] Strides);
