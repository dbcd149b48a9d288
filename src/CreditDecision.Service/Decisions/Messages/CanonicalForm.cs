using System.Text.Unicode;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace CreditDecision.Service.Decisions.Messages;

/// <summary>
/// Tells of bytes, without making a message of them, that the message would be serialized to exactly these: every field is known, in the order of
/// the numbers, once, in its shortest form, and not left out for having the default value. Nearly all callers write so. Says no where in doubt.
/// </summary>
internal sealed class CanonicalForm
{
    private const byte MoreFollows = 0x80;
    private const int MostVarintBytes = 10;

    private readonly Field?[] _fields;

    private CanonicalForm(MessageDescriptor type, Dictionary<MessageDescriptor, CanonicalForm> known)
    {
        known[type] = this;
        _fields = new Field?[type.Fields.InFieldNumberOrder().Select(field => field.FieldNumber).DefaultIfEmpty().Max() + 1];
        foreach (FieldDescriptor field in type.Fields.InFieldNumberOrder()) _fields[field.FieldNumber] = Field.Of(field, known);
    }

    public static CanonicalForm Of(MessageDescriptor type) => new(type, []);

    public bool Holds(ReadOnlySpan<byte> message)
    {
        (int last, int oneofs) = (0, 0);
        while (message.Length > 0)
        {
            if (!TryVarint(ref message, out ulong tag)) return false;
            ulong number = tag >> 3;
            if (number >= (ulong)_fields.Length || _fields[number] is not { } field || field.Form != (WireFormat.WireType)(tag & 7)) return false;
            // Ascending; again only where it repeats; of those that exclude each other one.
            if ((int)number < last || ((int)number == last && !field.IsRepeated) || (oneofs & field.Oneof) != 0) return false;
            (last, oneofs) = ((int)number, oneofs | field.Oneof);
            if (!field.Holds(ref message)) return false;
        }
        return true;
    }

    // In the fewest bytes.
    private static bool TryVarint(ref ReadOnlySpan<byte> message, out ulong value)
    {
        value = message.Length > 0 ? message[0] : 0UL;
        if (message.Length > 0 && value < MoreFollows)
        {
            message = message[1..];
            return true;
        }
        value = 0;
        for (int i = 0; i < Math.Min(message.Length, MostVarintBytes); i++)
        {
            value |= (ulong)(message[i] & 0x7f) << (7 * i);
            if (message[i] >= MoreFollows) continue;
            // A last byte of nothing says that a shorter form would do; of ten bytes the last has one bit.
            bool isShortest = message[i] != 0 && (i < MostVarintBytes - 1 || message[i] == 1);
            message = message[(i + 1)..];
            return isShortest;
        }
        return false;
    }

    private sealed class Field
    {
        private CanonicalForm? _child;
        private bool _isText, _isPresent, _isFlag, _isNarrow;

        public WireFormat.WireType Form { get; private init; }

        public bool IsRepeated { get; private init; }

        /// <summary>A bit of its own for each group of which a message has one.</summary>
        public int Oneof { get; private init; }

        /// <returns>Null for kinds that no request has: bytes with such a field are looked at in the slow way.</returns>
        public static Field? Of(FieldDescriptor field, Dictionary<MessageDescriptor, CanonicalForm> known)
        {
            WireFormat.WireType? form = field.FieldType switch
            {
                FieldType.Int32 or FieldType.Int64 or FieldType.Enum or FieldType.Bool => WireFormat.WireType.Varint,
                FieldType.Double => WireFormat.WireType.Fixed64,
                FieldType.String or FieldType.Message => WireFormat.WireType.LengthDelimited,
                _ => null,
            };
            // Repeated numbers are packed.
            if (form is null || field.IsMap || (field.IsRepeated && form != WireFormat.WireType.LengthDelimited)) return null;
            OneofDescriptor? oneof = field.RealContainingOneof;
            return new Field
            {
                Form = form.Value,
                IsRepeated = field.IsRepeated,
                Oneof = oneof is null ? 0 : 1 << oneof.Index,
                _child = field.FieldType == FieldType.Message ? known.GetValueOrDefault(field.MessageType) ?? new CanonicalForm(field.MessageType, known) : null,
                _isText = field.FieldType == FieldType.String,
                _isPresent = field.HasPresence || field.IsRepeated,
                _isFlag = field.FieldType == FieldType.Bool,
                _isNarrow = field.FieldType is FieldType.Int32 or FieldType.Enum,
            };
        }

        public bool Holds(ref ReadOnlySpan<byte> message)
        {
            if (Form == WireFormat.WireType.Fixed64)
            {
                if (message.Length < sizeof(double)) return false;
                bool isNothing = !_isPresent && BitConverter.ToDouble(message) == 0;
                message = message[sizeof(double)..];
                return !isNothing;
            }
            if (!TryVarint(ref message, out ulong value)) return false;
            if (Form == WireFormat.WireType.Varint)
                return (_isPresent || value != 0) && (!_isFlag || value <= 1) && (!_isNarrow || (long)value == (int)value);
            if (value > (ulong)message.Length) return false;
            ReadOnlySpan<byte> content = message[..(int)value];
            message = message[(int)value..];
            return _isText ? (_isPresent || content.Length > 0) && Utf8.IsValid(content) : _child!.Holds(content);
        }
    }
}
