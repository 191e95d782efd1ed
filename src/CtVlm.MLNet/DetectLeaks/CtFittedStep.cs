using Microsoft.ML;

namespace CtVlm.MLNet;

/// <summary>A part of a pipeline, such as a whitening or a whole chain of transformers, and the rows that it was fitted on.</summary>
/// <param name="Name">What the report calls it.</param>
/// <param name="Rows">The rows given to Fit; only the identity column is read.</param>
public sealed record CtFittedStep(string Name, IDataView Rows);
