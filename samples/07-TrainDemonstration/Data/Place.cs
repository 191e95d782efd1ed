namespace TrainDemonstration;

/// <summary>A place in a phantom.</summary>
/// <param name="Slice">Slice.</param>
/// <param name="Pixel">Row * columns + column.</param>
internal readonly record struct Place(int Slice, int Pixel);
