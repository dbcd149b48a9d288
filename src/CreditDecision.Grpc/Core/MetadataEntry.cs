using System.Diagnostics;
using System.Text;
using Grpc.Wire;

namespace Grpc.Core;

public sealed partial class Metadata
{
    /// <summary>One key with its value; cannot be changed. Keys are kept in lower case.</summary>
    public class Entry
    {
        private readonly string? _text;
        private readonly byte[]? _bytes;

        /// <summary>A value of bytes; they are copied.</summary>
        /// <exception cref="ArgumentException">The key has characters that metadata may not have, or does not end in "-bin".</exception>
        public Entry(string key, byte[] valueBytes)
        {
            ArgumentNullException.ThrowIfNull(valueBytes);
            Key = MetadataRules.NormalizeKey(key);
            if (!IsBinary)
                throw new ArgumentException("Key for binary valued metadata entry needs to have suffix indicating binary value.", nameof(key));

            _bytes = [.. valueBytes];
        }

        /// <summary>A text value: printable ASCII.</summary>
        /// <exception cref="ArgumentException">The key or the value has characters that metadata may not have, or the key ends in "-bin".</exception>
        public Entry(string key, string value)
        {
            ArgumentNullException.ThrowIfNull(value);
            Key = MetadataRules.NormalizeKey(key);
            if (IsBinary)
                throw new ArgumentException("Key for ASCII valued metadata entry cannot have suffix indicating binary value.", nameof(key));

            MetadataRules.CheckValue(value);
            _text = value;
        }

        /// <summary>From the wire: HTTP has checked name and value already, and what it let through is passed on as it came.</summary>
        private Entry(string key, string? text, byte[]? bytes) => (Key, _text, _bytes) = (key, text, bytes);

        /// <summary>The key, in lower case.</summary>
        public string Key { get; }

        /// <summary>The bytes; for a text value its ASCII bytes. A copy.</summary>
        public byte[] ValueBytes => _bytes is null ? Encoding.ASCII.GetBytes(_text!) : [.. _bytes];

        /// <summary>The text.</summary>
        /// <exception cref="InvalidOperationException">The value is bytes.</exception>
        public string Value => _text ?? throw new InvalidOperationException("Cannot access string value of a binary metadata entry");

        /// <summary>Whether the value is bytes.</summary>
        public bool IsBinary => Key.EndsWith(BinaryHeaderSuffix, StringComparison.Ordinal);

        /// <inheritdoc/>
        public override string ToString() => IsBinary
            ? $"[Entry: key={Key}, valueBytes={Convert.ToHexString(_bytes!)}]"
            : $"[Entry: key={Key}, value={_text}]";

        internal static Entry FromWire(string key, string text) => new(key, text, null);

        internal static Entry FromWire(string key, byte[] bytes) => new(key, null, bytes);

        /// <summary>The bytes without a copy, for the encoder alone.</summary>
        internal ReadOnlySpan<byte> Bytes
        {
            get
            {
                Debug.Assert(_bytes is not null);
                return _bytes;
            }
        }
    }
}
