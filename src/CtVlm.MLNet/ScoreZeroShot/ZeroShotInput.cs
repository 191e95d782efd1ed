using CtVlm.MLNet.Torch;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>The embedding column of a schema, and whether its vectors may be compared with the class vectors.</summary>
internal sealed class ZeroShotInput
{
    // Those that keep directions, and so cosines.
    private static readonly string[] s_harmless = [EmbeddingProjection.Identity().Name, EmbeddingProjection.L2().Name];

    private readonly ScoreZeroShotTransformer _transformer;
    private volatile bool _isChecked;

    /// <summary>Finds the column, and checks all that a schema tells without reading weights.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is missing, of another type or width, or not in the space of the texts.</exception>
    public ZeroShotInput(ScoreZeroShotTransformer transformer, IHost host, DataViewSchema schema)
    {
        _transformer = transformer;
        Column = ColumnCheck.Find(host, schema, ScoreZeroShotTransformer.Verb, transformer.Setup.InputColumnName, transformer.Expected, ScoreZeroShotTransformer.Advice, IsExpected);
        IsBag = ((VectorDataViewType)Column.Type).Dimensions.Length == 2;
        CheckSpace(host, nameof(schema));
    }

    /// <summary>The column.</summary>
    public DataViewSchema.Column Column { get; }

    /// <summary>Whether it holds bags, not single vectors.</summary>
    public bool IsBag { get; }

    /// <summary>Refuses vectors of another encoder. Hashes may read weights, so this waits for the first row.</summary>
    /// <exception cref="InvalidOperationException">The column says that its vectors come from another encoder.</exception>
    public void CheckEncoder()
    {
        if (_isChecked)
        {
            return;
        }

        string? hash = Provenance.ReadText(Column, Provenance.EncoderHash);
        if (hash is not null && hash != _transformer.Model.GetEncoderHash())
        {
            throw new InvalidOperationException(
                $"ScoreZeroShot: column '{Column.Name}' comes from encoder '{Provenance.ReadText(Column, Provenance.Encoder)}' (hash {Shorten(hash)}), the class prompts from encoder '{_transformer.Model.EncoderName}' (hash {Shorten(_transformer.Model.GetEncoderHash())}). "
                + "Vectors of two encoders cannot be compared: give EmbedCt and ScoreZeroShot the same one.");
        }

        _isChecked = true;
    }

    private static string Shorten(string hash) => hash.Length > 12 ? hash[..12] + "..." : hash;

    private bool IsExpected(DataViewType type) => type is VectorDataViewType { ItemType: NumberDataViewType { RawType: var raw } } vector && raw == typeof(float)
        && (IsBagOf(vector, _transformer.Model.Width) || (_transformer.Setup.Level == ZeroShotLevel.Volume && vector.Dimensions.Length == 1 && vector.Size == _transformer.Model.Width));

    private static bool IsBagOf(VectorDataViewType vector, int width) => vector.Size == 0 && vector.Dimensions.Length == 2 && vector.Dimensions[1] == width;

    private void CheckSpace(IHost host, string parameter)
    {
        string projected = nameof(EmbeddingPoint.Projected);
        if (Provenance.ReadText(Column, Provenance.EmbeddingPoint) is { } point && point != projected)
        {
            throw ColumnCheck.Mismatch(host, parameter, $"ScoreZeroShot: column '{Column.Name}' must hold embeddings of the point {projected}, where images and texts share a space, got {point}. Set Point = EmbeddingPoint.{projected} in EmbedCt.");
        }

        if (Provenance.ReadText(Column, Provenance.Projection) is { } projection && projection.Split('+').Except(s_harmless).Any())
        {
            throw ColumnCheck.Mismatch(host, parameter, $"ScoreZeroShot: column '{Column.Name}' was moved out of the space of the texts by the projection '{projection}'. Score the column before ProjectEmbeddings; only {string.Join(" and ", s_harmless)} keep that space.");
        }
    }
}
