"""Raise the loopback of a network of its own, in which there is nothing else, and become the program that is named."""

import fcntl
import os
import socket
import struct
import sys

GET_FLAGS, SET_FLAGS, UP = 0x8913, 0x8914, 0x1  # SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP of Linux

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
    flags = struct.unpack_from("H", fcntl.ioctl(any_socket, GET_FLAGS, struct.pack("16sH14x", b"lo", 0)), 16)[0]
    fcntl.ioctl(any_socket, SET_FLAGS, struct.pack("16sH14x", b"lo", flags | UP))
os.execvp(sys.argv[1], sys.argv[1:])
