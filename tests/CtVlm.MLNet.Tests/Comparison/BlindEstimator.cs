using Microsoft.ML;

namespace CtVlm.MLNet.Tests;

/// <summary>A trainer that is given the same features for every row.</summary>
internal sealed class BlindEstimator(MLContext ml) : IEstimator<ITransformer>
{
    private readonly IEstimator<ITransformer> _trainer = ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(l2Regularization: 1e9f);

    public ITransformer Fit(IDataView input) => _trainer.Fit(input);

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _trainer.GetOutputSchema(inputSchema);
}
