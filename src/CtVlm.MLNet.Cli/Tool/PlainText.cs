using System.Globalization;

namespace CtVlm.MLNet.Cli;

/// <summary>How values are said to people.</summary>
internal static class PlainText
{
    // What ArgumentException adds to a message for programmers.
    private const string ParameterSuffix = " (Parameter '";

    // Enough to tell series apart without giving the whole identifier away.
    private const int UidTail = 12;

    /// <summary>Text without line breaks.</summary>
    public static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();

    /// <summary>What an exception says, in one line: the failure behind wrappers, without the parameter's name.</summary>
    public static string Reason(Exception exception)
    {
        string message = DataFailure.Unwrap(exception).Message;
        int suffix = message.LastIndexOf(ParameterSuffix, StringComparison.Ordinal);
        return OneLine(exception is ArgumentException && suffix > 0 ? message[..suffix] : message);
    }

    /// <summary>The end of a UID.</summary>
    public static string ShortUid(string uid) => uid.Length <= UidTail + 1 ? uid : $"…{uid[^UidTail..]}";

    /// <summary>A number with at most so many decimals, invariant.</summary>
    public static string Number(double value, int decimals) =>
        Math.Round(value, decimals).ToString(decimals == 0 ? "0" : "0." + new string('#', decimals), CultureInfo.InvariantCulture);

    /// <summary>A whole number, invariant.</summary>
    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>"1 series", "2 slices".</summary>
    public static string Count(long count, string one, string many) => $"{Number(count)} {(count == 1 ? one : many)}";
}
