using CtVlm.MLNet;
using CtVlm.MLNet.Dicom;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(typeof(LoadCtSeriesTransformer), null, typeof(SignatureLoadModel), LoadCtSeriesFormat.UserName, LoadCtSeriesFormat.LoaderSignature)]

namespace CtVlm.MLNet;

/// <summary>Opens CT series; see <see cref="LoadCtSeriesEstimator"/>.</summary>
public sealed class LoadCtSeriesTransformer : RowTransformer
{
    internal const string Verb = "LoadCtSeries";
    internal const string Advice = "Name a text column with the path of a series.";

    private readonly LoadCtSeriesOptions _options;
    private readonly SeriesMemo _memo;

    internal LoadCtSeriesTransformer(IHostEnvironment environment, LoadCtSeriesOptions options)
        : base(Contracts.CheckRef(environment, nameof(environment)).Register(nameof(LoadCtSeriesTransformer)))
    {
        Host.CheckValue(options, nameof(options));
        Host.CheckNonEmpty(options.OutputColumnName, nameof(options.OutputColumnName));
        Host.CheckValue(options.ReadOptions, nameof(options.ReadOptions));
        _options = options;
        _memo = new SeriesMemo(options.ReadOptions);
    }

    internal string OutputColumnName => _options.OutputColumnName;

    internal string InputColumnName => _options.InputColumnName ?? _options.OutputColumnName;

    internal string? ErrorColumnName => _options.OnError == SeriesErrorPolicy.MissingValue ? _options.ErrorColumnName ?? _options.OutputColumnName + "Error" : null;

    internal SeriesErrorPolicy OnError => _options.OnError;

    internal static LoadCtSeriesTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        Contracts.CheckValue(env, nameof(env));
        env.CheckValue(ctx, nameof(ctx));
        return new LoadCtSeriesTransformer(env, LoadCtSeriesFormat.Load(env, ctx));
    }

    /// <summary>Opens the series that a text names; never throws for a failure of the data.</summary>
    internal LoadedSeries Load(ReadOnlyMemory<char> locator)
    {
        CtVolume? volume = null;
        SeriesFailure? failure = locator.Span.IsWhiteSpace()
            ? new SeriesFailure($"{Verb}: column '{InputColumnName}' names no series: the text is empty.")
            : SeriesFailure.Try(() => volume = Open(locator.ToString()));
        return new LoadedSeries(volume, failure);
    }

    private protected override RowMapper CreateMapper(DataViewSchema schema) => new LoadCtSeriesMapper(this, Host, schema);

    private protected override IDataView CreateView(IDataView input, RowMapper mapper) => OnError == SeriesErrorPolicy.SkipRow
        ? new LookAheadView<ReadOnlyMemory<char>, LoadedSeries>(Host, input, new LoadCtSeriesStage(this, (LoadCtSeriesMapper)mapper))
        : base.CreateView(input, mapper);

    private protected override void SaveModel(ModelSaveContext ctx) => LoadCtSeriesFormat.Save(ctx, _options);

    private CtVolume Open(string locator)
    {
        int bar = locator.LastIndexOf('|');
        string path = bar < 0 ? locator : locator[..bar];
        string? uid = bar < 0 ? null : locator[(bar + 1)..];
        return _memo.Open(Path.GetFullPath(Path.Combine(_options.BaseFolder ?? "", path)), uid);
    }
}
