using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace CtVlm.MLNet;

/// <summary>Finds the columns that may reveal the label, and reads them.</summary>
/// <param name="context">Marks exceptions.</param>
/// <param name="options">Names the columns.</param>
internal sealed class SuspectReader(IExceptionContext context, CtLeakOptions options)
{
    /// <summary>Places of a vector that are judged; a wider one is told and left out.</summary>
    public const int MaxSlots = 4096;

    private const string Expected = "text, a key, Boolean, a number, or a vector of Single of known size";

    /// <summary>The columns that are judged.</summary>
    public DataViewSchema.Column[] Find(DataViewSchema schema)
    {
        if (options.LabelColumn is null)
        {
            return [];
        }

        if (options.SuspectColumns is { } named)
        {
            return [.. named.Select(name => ColumnCheck.Find(context, schema, LeakSearch.Verb, name, Expected, "Leave it out of SuspectColumns.", Accepts))];
        }

        HashSet<string?> others =
        [
            options.PatientColumn, options.StudyColumn, options.FrameOfReferenceColumn, options.SeriesColumn, options.FingerprintColumn, options.VolumeColumn, options.EmbeddingColumn,
            options.LabelColumn, options.IdentityColumn, .. options.IgnoredColumns,
        ];
        // By name, so that both sides agree whatever the order of their columns.
        return [.. schema.Where(column => !column.IsHidden && !others.Contains(column.Name) && Accepts(column.Type)).OrderBy(column => column.Name, StringComparer.Ordinal)];
    }

    /// <summary>Empty columns for the values, one a column or a place of it.</summary>
    public static List<SuspectColumn> CreateColumns(IEnumerable<DataViewSchema.Column> columns) => [.. columns.SelectMany(Create)];

    /// <summary>A function that adds the values of the cursor's row.</summary>
    public static Action CreateReader(DataViewRow row, IReadOnlyList<DataViewSchema.Column> columns, List<SuspectColumn> suspects)
    {
        List<Action> actions = [];
        int next = 0;
        foreach (DataViewSchema.Column column in columns)
        {
            int count = Create(column).Count();
            SuspectColumn[] own = [.. suspects.Skip(next).Take(count)];
            next += count;
            actions.Add(column.Type is VectorDataViewType ? OfVector(row.GetGetter<VBuffer<float>>(column), own) : OfScalar(row, column, own[0]));
        }

        return () => actions.ForEach(action => action());
    }

    private static bool Accepts(DataViewType type) => LabelReader.Accepts(type) || (ProjectEmbeddingsEstimator.IsVector(type) && type.GetVectorSize() <= MaxSlots);

    private static IEnumerable<SuspectColumn> Create(DataViewSchema.Column column) => column.Type switch
    {
        VectorDataViewType vector => Enumerable.Range(0, vector.Size).Select(slot => new SuspectColumn(string.Create(CultureInfo.InvariantCulture, $"{column.Name}[{slot}]"), null, [], false)),
        NumberDataViewType => [new SuspectColumn(column.Name, null, [], false)],
        _ => [new SuspectColumn(column.Name, [], null, column.Type is TextDataViewType)],
    };

    private static Action OfVector(ValueGetter<VBuffer<float>> getter, SuspectColumn[] suspects)
    {
        VBuffer<float> vector = default, dense = default;
        return () =>
        {
            getter(ref vector);
            ReadOnlySpan<float> values = VectorReading.Dense(vector, ref dense);
            for (int slot = 0; slot < suspects.Length; slot++)
            {
                suspects[slot].Numbers!.Add(values[slot]);
            }
        };
    }

    private static Action OfScalar(DataViewRow row, DataViewSchema.Column column, SuspectColumn suspect)
    {
        if (column.Type is NumberDataViewType)
        {
            ValueGetter<double> getter = RowCursorUtils.GetGetterAs<double>(NumberDataViewType.Double, row, column.Index);
            double number = 0;
            return () =>
            {
                getter(ref number);
                suspect.Numbers!.Add(number);
            };
        }

        Func<LabelValue?> read = LabelReader.Create(row, column, LeakSearch.Verb);
        return () => suspect.Texts!.Add(read()?.Name);
    }
}
