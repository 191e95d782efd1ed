using System.CommandLine.Parsing;

namespace CtVlm.MLNet.Cli;

/// <summary>What is wrong on a command line, without the names of .NET types.</summary>
internal static class ParseErrorText
{
    /// <summary>One sentence for an error.</summary>
    public static string Describe(ParseError error) =>
        error.SymbolResult is OptionResult { Tokens: [{ } token] } result
        && NameOf(result.Option.ValueType) is string expected
        && error.Message.Contains($"{result.Option.ValueType}", StringComparison.Ordinal)
            ? $"{result.Option.Name} must be {expected}, got '{token.Value}'."
            : error.Message;

    private static string? NameOf(Type type) => Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type) switch
    {
        TypeCode.Int32 or TypeCode.Int64 => "a whole number",
        TypeCode.Single or TypeCode.Double => "a number",
        _ => null,
    };
}
