using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CtVlm.MLNet.Dicom;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Finds the columns of identifiers, contents and vectors, and makes readers of their values.</summary>
/// <param name="context">Marks exceptions.</param>
/// <param name="options">Names the columns.</param>
internal sealed class SharedColumnReader(IHostEnvironment context, CtLeakOptions options)
{
    /// <summary>What a value is read for.</summary>
    private static readonly CtLeakKind[] s_ofVolume = [CtLeakKind.SameStudy, CtLeakKind.SameFrameOfReference, CtLeakKind.SameSeries, CtLeakKind.SamePixels];

    private (CtLeakKind Kind, string? Name)[] Identifiers =>
    [
        (CtLeakKind.SamePatient, options.PatientColumn),
        (CtLeakKind.SameStudy, options.StudyColumn),
        (CtLeakKind.SameFrameOfReference, options.FrameOfReferenceColumn),
        (CtLeakKind.SameSeries, options.SeriesColumn),
        (CtLeakKind.SamePixels, options.FingerprintColumn),
    ];

    /// <summary>The columns named, without values yet.</summary>
    public List<SharedColumn> CreateColumns() =>
    [
        .. Identifiers.Where(c => c.Name is not null).Select(c => new SharedColumn(c.Kind, c.Name!, [])),
        .. options.VolumeColumn is { } volume ? s_ofVolume.Select(kind => new SharedColumn(kind, volume, [])) : [],
        .. options.EmbeddingColumn is { } embedding ? [new SharedColumn(CtLeakKind.SameEmbedding, embedding, [])] : Array.Empty<SharedColumn>(),
    ];

    /// <summary>The columns that are read of a view.</summary>
    public IEnumerable<DataViewSchema.Column> Find(DataViewSchema schema)
    {
        foreach ((_, string? name) in Identifiers)
        {
            if (name is not null)
            {
                yield return ColumnCheck.Find(context, schema, LeakSearch.Verb, name, PatientReader.Expected, PatientReader.Advice, PatientReader.Accepts);
            }
        }

        if (options.VolumeColumn is { } volume)
        {
            yield return ColumnCheck.Find(context, schema, LeakSearch.Verb, volume, "CtVolume", "Load it with LoadCtSeries first.", type => type is CtVolumeDataViewType);
        }

        if (options.EmbeddingColumn is { } embedding)
        {
            yield return ColumnCheck.Find(
                context, schema, LeakSearch.Verb, embedding, "a vector of Single", "Embed volumes with EmbedCt first.", type => type is VectorDataViewType v && v.ItemType == NumberDataViewType.Single);
        }
    }

    /// <summary>Reads the values of the cursor's row, one a column of <see cref="CreateColumns"/>.</summary>
    public Func<IEnumerable<string?>> CreateReader(DataViewRow row)
    {
        List<Func<string?[]>> readers = [];
        foreach (DataViewSchema.Column column in Find(row.Schema))
        {
            if (column.Name == options.VolumeColumn)
            {
                readers.Add(OfVolume(row.GetGetter<CtVolume>(column)));
            }
            else if (column.Name == options.EmbeddingColumn)
            {
                readers.Add(OfVector(row.GetGetter<VBuffer<float>>(column)));
            }
            else
            {
                Func<string?> read = PatientReader.Create(row, column);
                readers.Add(() => [read()]);
            }
        }

        return () => readers.SelectMany(read => read());
    }

    private Func<string?[]> OfVolume(ValueGetter<CtVolume> getter)
    {
        CtVolume volume = null!;
        return () =>
        {
            getter(ref volume);
            if (volume is null)
            {
                return new string?[s_ofVolume.Length];
            }

            CtSeriesDescription series = volume.Series;
            string?[] values = [series.StudyInstanceUid, series.FrameOfReferenceUid, series.SeriesInstanceUid, volume.GetContentFingerprint(RuntimeSettings.From(context, null).Options.CancellationToken)];
            return Array.ConvertAll(values, value => string.IsNullOrWhiteSpace(value) ? null : value);
        };
    }

    private static Func<string?[]> OfVector(ValueGetter<VBuffer<float>> getter)
    {
        VBuffer<float> vector = default, dense = default;
        return () =>
        {
            getter(ref vector);
            ReadOnlySpan<float> values = VectorReading.Dense(vector, ref dense);
            bool isComparable = values.ContainsAnyExcept(0f) && !values.ContainsAnyExceptInRange(float.MinValue, float.MaxValue);
            return [isComparable ? Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(values))) : null];
        };
    }
}
