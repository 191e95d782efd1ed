namespace CtVlm.MLNet;

/// <summary>Defaults of <see cref="LoadCtSeriesOptions"/>.</summary>
internal static class LoadCtSeriesDefaults
{
    public const SeriesErrorPolicy OnError = SeriesErrorPolicy.Throw;
}
