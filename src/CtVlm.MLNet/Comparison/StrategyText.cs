using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet;

/// <summary>Strategies as text.</summary>
internal static class StrategyText
{
    /// <summary>The pooling, with how it is trained where that is not the default.</summary>
    public static string Describe(SlicePooling pooling) =>
        pooling is TrainedPooling trained && Describe(trained.Training) is { Length: > 0 } training ? $"{pooling.Specification}[{training}]" : pooling.Specification;

    /// <summary>SHA-256 of a text, so many hexadecimal characters of it.</summary>
    public static string Hash(string text, int characters = 64) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..characters];

    private static string Describe(PoolingTraining training)
    {
        PoolingTraining standard = new();
        (string Name, object Value, object Standard)[] settings =
        [
            ("label", training.LabelColumnName, standard.LabelColumnName),
            ("patient", training.PatientColumnName ?? "", ""),
            ("target", training.Target, standard.Target),
            ("validation", training.ValidationShare, standard.ValidationShare),
            ("prefersmean", training.PrefersMean, standard.PrefersMean),
            ("epochs", training.MaxEpochs, standard.MaxEpochs),
            ("patience", training.Patience, standard.Patience),
            ("rate", training.LearningRate, standard.LearningRate),
            ("decay", training.WeightDecay, standard.WeightDecay),
            ("batch", training.BatchSize, standard.BatchSize),
            ("balances", training.BalancesClasses, standard.BalancesClasses),
            ("seed", training.Seed, standard.Seed),
        ];
        return string.Join(',', settings.Where(s => !s.Value.Equals(s.Standard)).Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Name}={s.Value}")));
    }
}
