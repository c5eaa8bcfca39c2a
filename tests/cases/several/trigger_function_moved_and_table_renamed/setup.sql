create schema util;
