using System.Globalization;
using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet;

/// <summary>Computes a diagnosis from rows.</summary>
internal sealed class GeometryDiagnoser
{
    private readonly DiagnosedRows _source;
    private readonly GeometryDiagnosisOptions _options;
    private readonly DiagnosisRows _rows;
    private readonly int[] _sample;
    private readonly int[] _nonZero;
    private readonly string[] _classNames;
    private readonly int[] _classes;
    private readonly int[]? _patients;
    private readonly List<string> _notes = [];

    private GeometryDiagnoser(DiagnosedRows source, GeometryDiagnosisOptions options)
    {
        _source = source;
        _options = options;
        _rows = source.GetVectors(0);
        _nonZero = _rows.FindNonZero();
        _sample = RowSample.Draw(_rows.Count, options.MaxPairRows, options.Seed);
        LabelClasses classes = LabelClasses.Of([.. source.Rows.Select(row => row.Label)]);
        (_classNames, _classes) = (classes.Names, classes.Numbers);
        _patients = source.Columns.Patient is null ? null : Number(source.Rows.Select(row => row.Patient!));
    }

    /// <summary>The diagnosis of rows.</summary>
    public static GeometryDiagnosis Diagnose(DiagnosedRows source, GeometryDiagnosisOptions options) => new GeometryDiagnoser(source, options).Diagnose();

    private GeometryDiagnosis Diagnose()
    {
        NoteSamples();
        RowSpectrum spectrum = RowSpectrum.Of(_rows);
        DiagnosisRows pairRows = _rows.Take(_sample);
        int[] directed = pairRows.FindNonZero();
        PairDistances raw = PairDistances.Between(pairRows), unit = PairDistances.Between(pairRows.Take(directed).Normalize());
        bool hasClasses = _source.Columns.Label is not null;
        return new GeometryDiagnosis
        {
            ColumnName = _source.Columns.Embedding.Name,
            Width = _rows.Width,
            RowsRead = _source.RowsRead,
            MissingRows = _source.Missing,
            Rows = _rows.Count,
            PairRows = _sample.Length,
            ZeroRows = _rows.Count - _nonZero.Length,
            UnlabelledRows = hasClasses ? _classes.Count(c => c < 0) : 0,
            Patients = _patients?.Distinct().Count(),
            Seed = _options.Seed,
            ClassNames = _classNames,
            Cone = ConeDiagnosis.Compute(_rows, _rows.Take(_nonZero).Normalize(), unit),
            Rank = RankDiagnosis.Compute(spectrum, _rows.Width),
            Dimension = DimensionDiagnosis.Compute(raw, Lower(_options.DimensionNeighbours, raw.Count, "intrinsic dimension")),
            Hubness = [.. MeasureHubness(raw, GeometryDistance.Euclidean), .. MeasureHubness(unit, GeometryDistance.Cosine)],
            Classes = hasClasses ? MeasureClasses(pairRows, raw, unit, directed) : null,
            Comparisons = [.. _source.Columns.Others.Select((column, i) => Compare(column.Name, _source.GetVectors(i + 1)))],
            Spectrum = spectrum.ToVariances(_rows.Count),
            Points = [.. _sample.Select(row => new GeometryPoint(spectrum.Project(_rows[row], 0), spectrum.Project(_rows[row], 1), _classes[row]))],
            Cosines = CountCosines(unit, hasClasses ? [.. directed.Select(place => _classes[_sample[place]])] : null),
            SliceProfile = _source.Profile,
            Notes = _notes,
        };
    }

    private static int[] Number(IEnumerable<string> values)
    {
        Dictionary<string, int> seen = new(StringComparer.Ordinal);
        return [.. values.Select(value => seen.TryGetValue(value, out int known) ? known : seen[value] = seen.Count)];
    }

    private void NoteSamples()
    {
        long usable = _source.RowsRead - _source.Missing;
        if (usable > _rows.Count)
        {
            _notes.Add(string.Create(CultureInfo.InvariantCulture, $"{_rows.Count} rows drawn from {usable} with seed {_options.Seed}"));
        }

        if (_sample.Length < _rows.Count)
        {
            _notes.Add(string.Create(
                CultureInfo.InvariantCulture, $"figures over pairs of rows and of classes: {_sample.Length} rows drawn from {_rows.Count} with seed {_options.Seed}"));
        }
    }

    // Lowered counts can fall together: each is measured once.
    private int[] Lower(IReadOnlyList<int> neighbours, int rows, string where)
    {
        int most = Math.Max(rows - 1, 0);
        int[] high = [.. neighbours.Where(k => k > most)];
        if (high.Length > 0)
        {
            _notes.Add(string.Create(CultureInfo.InvariantCulture, $"{where}: k = {string.Join(", ", high)} lowered to {most} for {rows} rows"));
        }

        return [.. neighbours.Select(k => Math.Min(k, most)).Distinct()];
    }

    private IEnumerable<HubnessFigures> MeasureHubness(PairDistances pairs, GeometryDistance distance) =>
        Lower(_options.HubnessNeighbours, pairs.Count, $"hubness, {distance.ToString().ToLowerInvariant()}").Select(k => HubnessDiagnosis.Compute(pairs, distance, k));

    private ClassFigures MeasureClasses(DiagnosisRows pairRows, PairDistances raw, PairDistances unit, int[] directed)
    {
        int[] labelled = [.. Enumerable.Range(0, _sample.Length).Where(place => _classes[_sample[place]] >= 0)];
        // Places among the rows with a direction, for the distances of the cosine.
        int[] both = [.. Enumerable.Range(0, directed.Length).Where(place => _classes[_sample[directed[place]]] >= 0)];
        return ClassDiagnosis.Compute(
            new LabelledRows(pairRows.Take(labelled), raw.Take(labelled), Select(_classes, labelled)!, Select(_patients, labelled)),
            new LabelledRows(null, unit.Take(both), Select(_classes, [.. both.Select(place => directed[place])])!, Select(_patients, [.. both.Select(place => directed[place])])),
            _options,
            _notes);
    }

    private int[]? Select(int[]? values, int[] places) => values is null ? null : [.. places.Select(place => values[_sample[place]])];

    private GeometryComparison Compare(string column, DiagnosisRows other) => new(column, other.Width, new ComparisonDiagnosis(_rows, other).Compute(_sample));

    private CosineHistogram CountCosines(PairDistances unit, int[]? classes)
    {
        CosineCounts counts = new(unit, classes, _options.HistogramBins);
        return new CosineHistogram(counts.All, counts.SameClass, counts.OtherClass);
    }
}
