using System.Globalization;

namespace CtVlm.MLNet.Torch;

/// <summary>The operations of Python's pickle that are followed, and the names of those that are not.</summary>
/// <remarks><b>Source:</b> python/cpython, Lib/pickletools.py, the description of the format (PSF licence).</remarks>
internal static class PickleOperations
{
    public const byte Mark = (byte)'(';
    public const byte Stop = (byte)'.';
    public const byte Pop = (byte)'0';
    public const byte PopMark = (byte)'1';
    public const byte Duplicate = (byte)'2';
    public const byte BinaryFloat = (byte)'G';
    public const byte Int32 = (byte)'J';
    public const byte Byte = (byte)'K';
    public const byte UInt16 = (byte)'M';
    public const byte None = (byte)'N';
    public const byte PersistentId = (byte)'Q';
    public const byte Reduce = (byte)'R';
    public const byte Text8Bit = (byte)'T';
    public const byte ShortText8Bit = (byte)'U';
    public const byte Text = (byte)'X';
    public const byte Append = (byte)'a';
    public const byte Build = (byte)'b';
    public const byte Global = (byte)'c';
    public const byte Dictionary = (byte)'d';
    public const byte Appends = (byte)'e';
    public const byte Get = (byte)'h';
    public const byte LongGet = (byte)'j';
    public const byte List = (byte)'l';
    public const byte Put = (byte)'q';
    public const byte LongPut = (byte)'r';
    public const byte SetItem = (byte)'s';
    public const byte Tuple = (byte)'t';
    public const byte SetItems = (byte)'u';
    public const byte EmptyTuple = (byte)')';
    public const byte EmptyList = (byte)']';
    public const byte EmptyDictionary = (byte)'}';
    public const byte Protocol = 0x80;
    public const byte Tuple1 = 0x85;
    public const byte Tuple2 = 0x86;
    public const byte Tuple3 = 0x87;
    public const byte True = 0x88;
    public const byte False = 0x89;
    public const byte Long1 = 0x8a;
    public const byte ShortText = 0x8c;
    public const byte LongText = 0x8d;
    public const byte StackGlobal = 0x93;
    public const byte Memoize = 0x94;
    public const byte Frame = 0x95;

    /// <summary>The highest protocol that is read.</summary>
    public const byte HighestProtocol = 5;

    private static readonly (byte Operation, string Name)[] s_refused =
    [
        ((byte)'i', "INST"), ((byte)'o', "OBJ"), (0x81, "NEWOBJ"), (0x92, "NEWOBJ_EX"), (0x82, "EXT1"), (0x83, "EXT2"), (0x84, "EXT4"),
        ((byte)'P', "PERSID"), ((byte)'F', "FLOAT"), ((byte)'I', "INT"), ((byte)'L', "LONG"), ((byte)'S', "STRING"), ((byte)'V', "UNICODE"),
        ((byte)'p', "PUT"), ((byte)'g', "GET"), ((byte)'B', "BINBYTES"), ((byte)'C', "SHORT_BINBYTES"), (0x8b, "LONG4"), (0x8e, "BINBYTES8"),
        (0x8f, "EMPTY_SET"), (0x90, "ADDITEMS"), (0x91, "FROZENSET"), (0x96, "BYTEARRAY8"), (0x97, "NEXT_BUFFER"), (0x98, "READONLY_BUFFER"),
    ];

    /// <summary>A refused operation as messages name it.</summary>
    public static string GetName(byte operation)
    {
        string number = operation.ToString("x2", CultureInfo.InvariantCulture);
        return Array.Find(s_refused, r => r.Operation == operation).Name is string name ? $"{name} (0x{number})" : $"0x{number}";
    }
}
